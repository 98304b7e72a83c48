import { useSyncExternalStore } from 'react';
import { en, type Texts } from '@/shared/config/texts-en';
import { ko } from '@/shared/config/texts-ko';
import { Preference } from './preference';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];

const TEXTS: Readonly<Record<Language, Texts>> = { en, ko };

/** The language that fits a browser's own. */
export function languageFor(browserLanguage: string): Language {
  return browserLanguage.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

const language = new Preference<Language>('spate.language', LANGUAGES, languageFor(navigator.language));

export function useLanguage(): Language {
  return useSyncExternalStore(language.subscribe, language.get);
}

export function useTexts(): Texts {
  return TEXTS[useLanguage()];
}

/** The words of a part that is loaded on its own: they travel with it. */
export function useWords<T>(words: Readonly<Record<Language, T>>): T {
  return words[useLanguage()];
}

export function textsOf(which: Language): Texts {
  return TEXTS[which];
}

export function setLanguage(which: Language): void {
  language.set(which);
}
