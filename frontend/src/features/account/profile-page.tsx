import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts } from '@/shared/lib/language';
import { firstColor, NAME_COLORS } from '@/shared/lib/name-color';
import { Link } from '@/shared/lib/router';
import { LanguageChoice, ThemeChoice } from '@/shared/ui/appearance';
import { Field, FormError } from '@/shared/ui/field';
import { NameTag } from '@/shared/ui/name-tag';
import { Loading } from '@/shared/ui/states';
import { PasswordForm } from './password-form';
import type { Viewer } from './session';
import { useSession, useSessionState } from './session-context';

/** What a viewer is called and how they sign in; `children` stand below it for who is signed in. */
export function ProfilePage({ children }: { children?: ReactNode }) {
  const texts = useTexts();
  const state = useSessionState();
  if (state.status === 'restoring') {
    return <Loading />;
  }
  return (
    <div className="page account">
      <h1>{texts.account.profileTitle}</h1>
      {state.status === 'signed-in' ? (
        <>
          <ProfileForm key={state.viewer.id} viewer={state.viewer} />
          <PasswordForm />
          <section className="card phone-only" aria-label={texts.account.appearance}>
            <LanguageChoice />
            <ThemeChoice />
          </section>
          {children}
        </>
      ) : (
        <p className="card">
          {texts.account.needSignIn} <Link to="/sign-in?return=/profile">{texts.nav.signIn}</Link>
        </p>
      )}
    </div>
  );
}

function ProfileForm({ viewer }: { viewer: Viewer }) {
  const texts = useTexts();
  const session = useSession();
  const [name, setName] = useState(viewer.name);
  const [color, setColor] = useState(viewer.color ?? firstColor(viewer.id));
  const save = useMutation({ mutationFn: () => session.change({ displayName: name.trim(), color }) });
  const errors = save.error ? formErrors(texts, save.error, ['displayName']) : NO_ERRORS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className="card" onSubmit={submit}>
      <p className="profile-handle">@{viewer.handle}</p>
      <Field
        name="displayName"
        maxLength={30}
        label={texts.account.displayName}
        hint={texts.account.displayNameHint}
        required
        value={name}
        onChange={(event) => setName(event.target.value)}
        autoComplete="nickname"
        error={errors.fields.displayName ?? null}
      />
      <fieldset className="colors">
        <legend>{texts.account.color}</legend>
        {NAME_COLORS.map(({ id, value }) => (
          <label
            key={id}
            className="swatch"
            style={{ backgroundColor: value }}
            title={texts.account.colorNames[id]}
          >
            <input
              type="radio"
              name="color"
              value={value}
              aria-label={texts.account.colorNames[id]}
              checked={color === value}
              onChange={() => setColor(value)}
            />
          </label>
        ))}
        <label
          className="swatch swatch-own"
          data-chosen={NAME_COLORS.every(({ value }) => value !== color) || undefined}
          title={texts.account.customColor}
        >
          <input
            type="color"
            aria-label={texts.account.customColor}
            value={color}
            onChange={(event) => setColor(event.target.value)}
          />
        </label>
      </fieldset>
      <p className="profile-preview">
        <NameTag id={viewer.id} name={name.trim() || viewer.handle} color={color} />{' '}
        {texts.account.colorPreview}
      </p>
      <FormError text={errors.form} />
      <button type="submit" className="button-primary wide" disabled={save.isPending || name.trim() === ''}>
        {texts.common.save}
      </button>
      <p className="form-other" role="status">
        {save.isSuccess && texts.common.saved}
      </p>
    </form>
  );
}
