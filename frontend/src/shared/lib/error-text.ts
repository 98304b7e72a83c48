import type { Texts } from '@/shared/config/texts-en';
import { Problem } from './problem';

/** The words for an error code of the server; an unknown code is told as a fault of the server. */
export function errorText(texts: Texts, code: string): string {
  return texts.errors[code] ?? texts.errors.internal ?? code;
}

/** The words for what a request or anything else was rejected with. */
export function failureText(texts: Texts, error: unknown): string {
  return errorText(texts, error instanceof Problem ? error.code : 'internal');
}
