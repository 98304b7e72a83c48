import { expect, it } from 'vitest';
import { SafeKeys } from './money-api';

it('a key stays the same for the same donation until it was taken', () => {
  let made = 0;
  const keys = new SafeKeys(() => `k${++made}`);
  const first = keys.keyFor({ amount: 1_000, text: '' });
  expect(keys.keyFor({ amount: 1_000, text: '' })).toBe(first);
  expect(keys.keyFor({ amount: 2_000, text: '' })).not.toBe(first);
  const third = keys.keyFor({ amount: 1_000, text: '' });
  expect(third).not.toBe(first);
  keys.done();
  expect(keys.keyFor({ amount: 1_000, text: '' })).not.toBe(third);
});
