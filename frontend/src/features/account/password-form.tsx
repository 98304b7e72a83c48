import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Field } from '@/shared/ui/field';
import { NewPasswordField } from './new-password-field';
import { useSession } from './session-context';

/** Another password; all other sign-ins end with it. */
export function PasswordForm() {
  const texts = useTexts();
  const session = useSession();
  const change = useMutation({
    mutationFn: ({ current, next }: { current: string; next: string; form: HTMLFormElement }) =>
      session.changePassword(current, next),
    onSuccess: (_, { form }) => form.reset(),
  });
  const isWrong = change.error instanceof Problem && change.error.code === 'credentials_wrong';
  const errors = change.error && !isWrong ? formErrors(texts, change.error, ['password']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    change.mutate({
      current: String(given.get('current')),
      next: String(given.get('next')),
      form: event.currentTarget,
    });
  };
  return (
    <form className="card" onSubmit={submit} aria-label={texts.account.passwordTitle}>
      <h2>{texts.account.passwordTitle}</h2>
      <Field
        name="current"
        type="password"
        label={texts.account.passwordNow}
        required
        autoComplete="current-password"
        error={isWrong ? texts.account.passwordWrong : null}
      />
      <NewPasswordField
        name="next"
        label={texts.account.passwordNew}
        error={errors.fields.password ?? errors.form}
      />
      <div className="account-actions">
        <button type="submit" className="button" disabled={change.isPending}>
          {texts.account.passwordChange}
        </button>
        <button type="button" className="button-link" onClick={() => void session.signOut('everywhere')}>
          {texts.account.signOutEverywhere}
        </button>
      </div>
      <p className="form-other" role="status">
        {change.isSuccess && texts.account.passwordChanged}
      </p>
    </form>
  );
}
