import type { ModerationTexts } from './texts';

/** Timeouts that are one press away, in seconds. */
export const QUICK_SPANS = [60, 600, 3_600, 86_400] as const;
/** All timeouts that are offered, in seconds. */
export const SPANS = [10, 60, 600, 3_600, 86_400, 604_800, 1_209_600] as const;

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

/** A span of seconds in the largest unit that it is a whole number of. */
export function spanText(texts: Pick<ModerationTexts, 'spans'>, seconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? UNITS[3];
  return texts.spans[unit](seconds / length);
}

/** Time left as a clock shows it: `1:05`, `2:00:09`; days are told as hours. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
