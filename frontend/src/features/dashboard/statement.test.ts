import { describe, expect, it } from 'vitest';
import { lastDays, returnedAmong, type Stretch, statementPages, stretchOf } from './statement';

const SUMS = { received: 5_000, donations: 1, returned: 0, refunds: 0, net: 5_000 };
const ENTRY = { id: 7, at: 1, kind: 'received', amount: 5_000, donation: 'd1', by: { id: 'j', name: 'Jun' } };

describe('the days of a statement', () => {
  it('end today and are as many as were asked for, over the end of a month too', () => {
    expect(lastDays(30, new Date(2026, 2, 5, 13))).toEqual({ first: '2026-02-04', last: '2026-03-05' });
    expect(lastDays(1, new Date(2026, 0, 1))).toEqual({ first: '2026-01-01', last: '2026-01-01' });
  });

  it('reach from midnight to midnight of this time zone, the last day with them', () => {
    expect(stretchOf({ first: '2026-02-27', last: '2026-02-28' })).toEqual({
      from: new Date(2026, 1, 27).getTime(),
      to: new Date(2026, 2, 1).getTime(),
    });
  });

  it.each([
    ['', '2026-02-28', 'missing'],
    ['2026-02-27', '', 'missing'],
    // A year that is being typed.
    ['0202-02-27', '0202-02-28', 'missing'],
    ['2026-02-28', '2026-02-27', 'backwards'],
    ['2025-02-27', '2026-02-28', 'tooLong'],
  ])('from %j to %j are %s', (first, last, fault) => {
    expect(stretchOf({ first, last })).toBe(fault);
  });

  it('may be a leap year', () => {
    expect(stretchOf({ first: '2024-01-01', last: '2024-12-31' })).toMatchObject({
      from: new Date(2024, 0, 1).getTime(),
    });
  });
});

describe('a statement', () => {
  it('is read page by page, each with the sums of the whole time', async () => {
    const asked: string[] = [];
    const read = statementPages(
      async (path) => {
        asked.push(path);
        return { currency: 'KRW', sums: SUMS, entries: [ENTRY], next: 'c 1' };
      },
      'demo',
      stretchOf({ first: '2026-02-27', last: '2026-02-27' }) as Stretch,
    );
    expect(await read(null)).toEqual({
      currency: 'KRW',
      sums: SUMS,
      items: [{ ...ENTRY, text: null }],
      next: 'c 1',
    });
    await read('c 1');
    const [from, to] = [new Date(2026, 1, 27).getTime(), new Date(2026, 1, 28).getTime()];
    expect(asked).toEqual([
      `/api/rooms/demo/statement?from=${from}&to=${to}`,
      `/api/rooms/demo/statement?from=${from}&to=${to}&cursor=c+1`,
    ]);
  });

  it('tells which donations went back', () => {
    const entries = [
      { ...ENTRY, id: 9, kind: 'returned', amount: -5_000, text: null },
      { ...ENTRY, text: null },
      { ...ENTRY, id: 6, donation: 'd2', text: null },
    ];
    expect([...returnedAmong(entries)]).toEqual(['d1']);
  });
});
