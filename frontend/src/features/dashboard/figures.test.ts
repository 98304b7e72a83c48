import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTED_MILLIS, counted, niceMax, type Point, withLive } from './figures';

const point = (at: number, messages = 0): Point => ({
  at,
  viewers: 0,
  peak: 0,
  messages,
  chatters: 0,
  reactions: 0,
  donations: 0,
  donated: 0,
  joins: 0,
  leaves: 0,
  moderated: 0,
});

describe('a series', () => {
  it('ends before the step of which nothing is counted yet', () => {
    const series = [point(0, 5), point(60_000)];
    expect(counted(series, 60_000 + COUNTED_MILLIS - 1)).toEqual([point(0, 5)]);
    expect(counted(series, 60_000 + COUNTED_MILLIS)).toEqual(series);
  });

  it('takes in the newest points, and lets go of as many at its beginning', () => {
    const series = [point(0, 1), point(10, 2), point(20, 3)];
    expect(withLive(series, [point(20, 4), point(30, 5)])).toEqual([
      point(10, 2),
      point(20, 4),
      point(30, 5),
    ]);
  });

  it('stays as it is without any', () => {
    const series = [point(0)];
    expect(withLive(series, [])).toBe(series);
  });
});

describe('the upper edge of a chart', () => {
  it.each([
    [[], 4],
    [[0, 3], 4],
    [[5], 5],
    [[11], 20],
    [[812], 1_000],
    [[390], 400],
  ])('of %j is %i', (values, edge) => {
    expect(niceMax(values)).toBe(edge);
  });

  it('is above every value, and not far above', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1 }), (values) => {
        const most = Math.max(...values);
        expect(niceMax(values)).toBeGreaterThanOrEqual(most);
        expect(niceMax(values)).toBeLessThanOrEqual(Math.max(4, most * 2.5));
      }),
    );
  });
});
