import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Dialog } from '@/shared/ui/dialog';
import { Field } from '@/shared/ui/field';
import { PRIVACY_TEXTS } from './texts';

type LeaveDialogProps = { onLeave: (password: string) => Promise<void>; onClose: () => void };

/** Says what is lost with an account, and deletes it for who knows its password. */
export function LeaveDialog({ onLeave, onClose }: LeaveDialogProps) {
  const texts = useTexts();
  const words = useWords(PRIVACY_TEXTS);
  const leave = useMutation({ mutationFn: onLeave });
  const isWrong = leave.error instanceof Problem && leave.error.code === 'credentials_wrong';
  const errors = leave.error && !isWrong ? formErrors(texts, leave.error, ['password']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    leave.mutate(String(new FormData(event.currentTarget).get('password')));
  };
  return (
    <Dialog title={words.leaveAsk} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit}>
          <p>{words.leaveLead}</p>
          <ul className="losses">
            {Object.entries(words.losses).map(([what, told]) => (
              <li key={what}>{told}</li>
            ))}
          </ul>
          <p className="hint">{words.exportFirst}</p>
          <Field
            name="password"
            type="password"
            label={words.password}
            required
            autoComplete="current-password"
            error={isWrong ? texts.account.passwordWrong : (errors.fields.password ?? null)}
          />
          {errors.form && (
            <p className="form-error" role="alert">
              {errors.form}
            </p>
          )}
          <div className="dialog-actions">
            <button type="button" className="button" onClick={close}>
              {texts.common.cancel}
            </button>
            <button type="submit" className="button-danger" disabled={leave.isPending}>
              {words.leaveConfirm}
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
