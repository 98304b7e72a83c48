import type { ReactNode } from 'react';
import { useTexts } from '@/shared/lib/language';

/** Stands where something is being loaded. */
export function Loading() {
  const texts = useTexts();
  return (
    <p className="state" role="status">
      {texts.common.loading}
    </p>
  );
}

type LoadFailedProps = { children?: ReactNode; onRetry: (() => void) | null };

/** Stands where something could not be loaded, with another try where that may help. */
export function LoadFailed({ children, onRetry }: LoadFailedProps) {
  const texts = useTexts();
  return (
    <div className="state" role="alert">
      <p>{children ?? texts.common.failed}</p>
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {texts.common.retry}
        </button>
      )}
    </div>
  );
}
