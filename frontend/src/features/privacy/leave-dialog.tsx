import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Dialog, DialogActions } from '@/shared/ui/dialog';
import { Field, FormError } from '@/shared/ui/field';
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
          <FormError text={errors.form} />
          <DialogActions submit={words.leaveConfirm} onCancel={close} isDisabled={leave.isPending} isDanger />
        </form>
      )}
    </Dialog>
  );
}
