import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Link, navigate, safeReturn, useQuery } from '@/shared/lib/router';
import { Field, FormError } from '@/shared/ui/field';
import { useSession } from './session-context';

export function SignInPage() {
  const texts = useTexts();
  const session = useSession();
  const back = safeReturn(useQuery().get('return'));
  const signIn = useMutation({
    mutationFn: (form: FormData) =>
      session.signIn(String(form.get('handle')).trim(), String(form.get('password'))),
    onSuccess: () => navigate(back, 'replace'),
  });
  const isWrong = signIn.error instanceof Problem && signIn.error.status === 401;
  const errors = signIn.error ? formErrors(texts, signIn.error, ['handle', 'password']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    signIn.mutate(new FormData(event.currentTarget));
  };
  return (
    <div className="page account">
      <h1>{texts.account.signInTitle}</h1>
      <form className="card" onSubmit={submit}>
        <Field
          name="handle"
          label={texts.account.handle}
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.fields.handle ?? null}
        />
        <Field
          name="password"
          type="password"
          label={texts.account.password}
          required
          autoComplete="current-password"
          error={errors.fields.password ?? null}
        />
        <FormError text={isWrong ? texts.account.wrong : errors.form} />
        <button type="submit" className="button-primary wide" disabled={signIn.isPending}>
          {texts.account.signIn}
        </button>
        <p className="form-other">
          {texts.account.noAccount}{' '}
          <Link to={`/sign-up?return=${encodeURIComponent(back)}`}>{texts.nav.signUp}</Link>
        </p>
      </form>
    </div>
  );
}
