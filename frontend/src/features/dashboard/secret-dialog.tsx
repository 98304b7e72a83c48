import { useTexts, useWords } from '@/shared/lib/language';
import { CopyField } from '@/shared/ui/copy-field';
import { Dialog } from '@/shared/ui/dialog';
import { DASHBOARD_TEXTS } from './texts';

type SecretDialogProps = { title: string; hint: string; secret: string; onClose: () => void };

/** Shows what the server tells once only. */
export function SecretDialog({ title, hint, secret, onClose }: SecretDialogProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).bots;
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <>
          <p className="hint">{hint}</p>
          <CopyField label={words.secret} value={secret} />
          <div className="dialog-actions">
            <button type="button" className="button-primary" onClick={close}>
              {texts.common.close}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
