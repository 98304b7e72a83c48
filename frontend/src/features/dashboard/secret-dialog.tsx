import { useId } from 'react';
import { useTexts, useWords } from '@/shared/lib/language';
import { Dialog } from '@/shared/ui/dialog';
import { DASHBOARD_TEXTS } from './texts';

type SecretDialogProps = { title: string; hint: string; secret: string; onClose: () => void };

/** Shows what the server tells once only. */
export function SecretDialog({ title, hint, secret, onClose }: SecretDialogProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).bots;
  const id = useId();
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <>
          <p className="hint">{hint}</p>
          <div className="field">
            <label htmlFor={id}>{words.secret}</label>
            <div className="dash-copy">
              <input id={id} readOnly value={secret} onFocus={(event) => event.target.select()} />
              {'clipboard' in navigator && (
                <button
                  type="button"
                  className="button"
                  onClick={() => void navigator.clipboard.writeText(secret).catch(() => undefined)}
                >
                  {words.copy}
                </button>
              )}
            </div>
          </div>
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
