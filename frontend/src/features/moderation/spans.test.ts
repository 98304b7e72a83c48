import { expect, it } from 'vitest';
import { clockText, SPANS, spanText } from './spans';
import { MODERATION_TEXTS } from './texts';

it('tells a span in its largest whole unit', () => {
  const told = SPANS.map((seconds) => spanText(MODERATION_TEXTS.en, seconds));
  expect(told).toEqual(['10 s', '1 min', '10 min', '1 h', '1 day', '7 days', '14 days']);
  expect(spanText(MODERATION_TEXTS.en, 90)).toBe('90 s');
  expect(spanText(MODERATION_TEXTS.ko, 3_600)).toBe('1시간');
});

it('tells what is left as a clock', () => {
  expect([5, 65, 3_600, 90_061].map(clockText)).toEqual(['0:05', '1:05', '1:00:00', '25:01:01']);
});
