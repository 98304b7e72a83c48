import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts } from '@/shared/lib/language';
import { Link, navigate, safeReturn, useQuery } from '@/shared/lib/router';
import { Field, FormError } from '@/shared/ui/field';
import { NewPasswordField } from './new-password-field';
import { useSession } from './session-context';

const FIELDS = ['handle', 'displayName', 'password'];

export function SignUpPage() {
  const texts = useTexts();
  const session = useSession();
  const back = safeReturn(useQuery().get('return'));
  const signUp = useMutation({
    mutationFn: (form: FormData) =>
      session.signUp({
        handle: String(form.get('handle')).trim(),
        displayName: String(form.get('displayName')).trim(),
        password: String(form.get('password')),
      }),
    onSuccess: () => navigate(back, 'replace'),
  });
  const errors = signUp.error ? formErrors(texts, signUp.error, FIELDS) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signUp.mutate(new FormData(event.currentTarget));
  };
  return (
    <div className="page account">
      <h1>{texts.account.signUpTitle}</h1>
      <form className="card" onSubmit={submit}>
        <Field
          name="handle"
          pattern="[a-z0-9_]{3,20}"
          label={texts.account.handle}
          hint={texts.account.handleHint}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.fields.handle ?? null}
        />
        <Field
          name="displayName"
          maxLength={30}
          label={texts.account.displayName}
          hint={texts.account.displayNameHint}
          required
          autoComplete="nickname"
          error={errors.fields.displayName ?? null}
        />
        <NewPasswordField
          name="password"
          label={texts.account.password}
          error={errors.fields.password ?? null}
        />
        <FormError text={errors.form} />
        <button type="submit" className="button-primary wide" disabled={signUp.isPending}>
          {texts.account.signUp}
        </button>
        <p className="form-other">
          {texts.account.haveAccount}{' '}
          <Link to={`/sign-in?return=${encodeURIComponent(back)}`}>{texts.nav.signIn}</Link>
        </p>
      </form>
    </div>
  );
}
