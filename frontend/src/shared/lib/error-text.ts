import type { Texts } from '@/shared/config/texts-en';

/** The words for an error code of the server; an unknown code is told as a fault of the server. */
export function errorText(texts: Texts, code: string): string {
  return texts.errors[code] ?? texts.errors.internal ?? code;
}
