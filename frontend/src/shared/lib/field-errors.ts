import type { Texts } from '@/shared/config/texts-en';
import { errorText } from './error-text';
import { Problem } from './problem';

/** What went wrong with a form, in words: by field, and for the form as a whole. */
export interface FormErrors {
  readonly fields: Readonly<Record<string, string>>;
  readonly form: string | null;
}

export const NO_ERRORS: FormErrors = { fields: {}, form: null };

/** The words for a rejected request. `known` are the form's fields; errors of others are told for the form. */
export function formErrors(texts: Texts, error: unknown, known: readonly string[]): FormErrors {
  if (!(error instanceof Problem)) {
    return { fields: {}, form: errorText(texts, 'internal') };
  }
  const fields: Record<string, string> = {};
  for (const problem of error.fields) {
    if (known.includes(problem.field)) {
      fields[problem.field] = wordsFor(texts, problem.code, problem.message);
    }
  }
  if (Object.keys(fields).length > 0) {
    return { fields, form: null };
  }
  const wait =
    error.retryAfterMillis === null ? '' : ` ${texts.waitSeconds(Math.ceil(error.retryAfterMillis / 1000))}`;
  const told = texts.errors[error.code] ?? (error.message || errorText(texts, error.code));
  return { fields: {}, form: told + wait };
}

function wordsFor(texts: Texts, code: string | null, message: string | null): string {
  const own = code === null ? undefined : texts.fields[code];
  return own ?? message ?? texts.fields.form ?? '';
}
