import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTexts } from '@/shared/lib/language';

type DialogProps = {
  title: string;
  onClose: () => void;
  /** What stands in it; `close` closes it as Escape does, and gives the focus back. */
  children: (close: () => void) => ReactNode;
};

/** A modal dialog with a heading. The browser keeps the focus in it and gives it back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onClose={(event) => {
        if (event.target === dialog.current) {
          onClose();
        }
      }}
    >
      <div className="dialog-body">
        <h2 id={id}>{title}</h2>
        {children(() => dialog.current?.close())}
      </div>
    </dialog>
  );
}

type DialogActionsProps = {
  /** What sending the form does, in its own words. */
  submit: string;
  onCancel: () => void;
  isDisabled?: boolean;
  /** Whether it takes something away. */
  isDanger?: boolean;
};

/** The end of a dialog's form: away from it, or on with it. */
export function DialogActions({
  submit,
  onCancel,
  isDisabled = false,
  isDanger = false,
}: DialogActionsProps) {
  const texts = useTexts();
  return (
    <div className="dialog-actions">
      <button type="button" className="button" onClick={onCancel}>
        {texts.common.cancel}
      </button>
      <button type="submit" className={isDanger ? 'button-danger' : 'button-primary'} disabled={isDisabled}>
        {submit}
      </button>
    </div>
  );
}
