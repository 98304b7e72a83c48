import { type Language, useLanguage } from './language';

const DAY_MILLIS = 86_400_000;

/** A moment in few words: the time of a day nearby, else the date with it. */
export function momentText(language: Language, at: number, now: number): string {
  const date = new Date(at);
  const isNear = Math.abs(now - at) < DAY_MILLIS && date.getDate() === new Date(now).getDate();
  const day = isNear ? {} : ({ month: 'short', day: 'numeric' } as const);
  return new Intl.DateTimeFormat(language, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);
}

/** Moments in the viewer's language. */
export function useMoment(): (at: number) => string {
  const language = useLanguage();
  return (at) => momentText(language, at, Date.now());
}
