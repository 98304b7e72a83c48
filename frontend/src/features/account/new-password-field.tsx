import { useTexts } from '@/shared/lib/language';
import { Field } from '@/shared/ui/field';

type NewPasswordFieldProps = { name: string; label: string; error: string | null };

/** A password that is yet to be chosen, as long as the server wants it. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const texts = useTexts();
  return (
    <Field
      {...props}
      type="password"
      hint={texts.account.passwordHint}
      required
      minLength={8}
      maxLength={128}
      autoComplete="new-password"
    />
  );
}
