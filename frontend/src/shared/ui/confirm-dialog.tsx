import { Dialog, DialogActions } from './dialog';

type ConfirmDialogProps = {
  title: string;
  /** What follows from it. */
  lead: string;
  /** What it does, on the button. */
  submit: string;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, lead, submit, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            close();
            onConfirm();
          }}
        >
          <p>{lead}</p>
          <DialogActions submit={submit} onCancel={close} isDanger />
        </form>
      )}
    </Dialog>
  );
}
