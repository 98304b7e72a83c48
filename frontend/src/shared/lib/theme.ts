import { createContext, useContext, useSyncExternalStore } from 'react';
import { Preference } from './preference';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const theme = new Preference<Theme>('spate.theme', THEMES, 'auto');
const systemDark = typeof matchMedia === 'function' ? matchMedia('(prefers-color-scheme: dark)') : null;

export function useTheme(): Theme {
  return useSyncExternalStore(theme.subscribe, theme.get);
}

export function setTheme(which: Theme): void {
  theme.set(which);
}

/** Puts the viewer's choice on the document, now and whenever it changes; `auto` leaves it to the style sheet. */
export function showTheme(root: HTMLElement): void {
  const show = () => {
    if (theme.get() === 'auto') {
      delete root.dataset.theme;
    } else {
      root.dataset.theme = theme.get();
    }
  };
  show();
  theme.subscribe(show);
}

/** Says of a part of the page whether it is dark, whatever the page around it is. */
export const DarkPart = createContext<boolean | null>(null);

/** Whether this part of the page is dark: by itself, by choice, or by the system. */
export function useIsDark(): boolean {
  const isDarkPart = useContext(DarkPart);
  const isDarkPage = useSyncExternalStore(
    (listener) => {
      const unsubscribe = theme.subscribe(listener);
      systemDark?.addEventListener('change', listener);
      return () => {
        unsubscribe();
        systemDark?.removeEventListener('change', listener);
      };
    },
    () => (theme.get() === 'auto' ? (systemDark?.matches ?? false) : theme.get() === 'dark'),
  );
  return isDarkPart ?? isDarkPage;
}
