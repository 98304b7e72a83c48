import { useSyncExternalStore } from 'react';
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

/** Whether the page is dark at the moment, by choice or by the system. */
export function useIsDark(): boolean {
  return useSyncExternalStore(
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
}
