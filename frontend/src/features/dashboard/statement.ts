import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import type { Page } from '@/shared/lib/paged';

const DAY_MILLIS = 86_400_000;
/** A statement covers this much at most. */
const DAYS_MAX = 366;

const entry = v.object({
  id: v.number(),
  at: v.number(),
  kind: v.string(),
  amount: v.number(),
  donation: v.string(),
  by: v.object({ id: v.string(), name: v.optional(v.string(), '') }),
  text: v.optional(v.nullable(v.string()), null),
});
/** A donation that came in (`received`), or one that went back (`returned`, with an amount below zero). */
export type StatementEntry = v.InferOutput<typeof entry>;

const sums = v.object({
  received: v.number(),
  donations: v.number(),
  returned: v.number(),
  refunds: v.number(),
  net: v.number(),
});
/** What came in and went back in the whole time of a statement, whatever page it is read by. */
export type StatementSums = v.InferOutput<typeof sums>;

const statement = v.object({
  currency: v.string(),
  sums,
  entries: v.array(entry),
  next: v.optional(v.nullable(v.string()), null),
});

/** A page of a statement, the newest entry first. */
export interface StatementPage extends Page<StatementEntry> {
  readonly currency: string;
  readonly sums: StatementSums;
}

/** The first and the last day of a time, both in it, as date fields have them: `2026-11-05`. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

/** A time in milliseconds since 1970; `to` is the first that does not belong to it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What may be wrong with days: one is missing, they are the wrong way round, or they are too many. */
export type DaysFault = 'missing' | 'backwards' | 'tooLong';

/** So many days that end today, by this browser's clock. */
export function lastDays(count: number, today: Date): Days {
  const first = new Date(today);
  first.setDate(first.getDate() - count + 1);
  return { first: dayOf(first), last: dayOf(today) };
}

/** From the first midnight to the last, in this browser's time zone. */
export function stretchOf({ first, last }: Days): Stretch | DaysFault {
  const from = midnight(first).getTime();
  const end = midnight(last);
  end.setDate(end.getDate() + 1);
  const to = end.getTime();
  if (!(from >= 0 && to >= 0)) {
    return 'missing';
  }
  if (from >= to) {
    return 'backwards';
  }
  return to - from > DAYS_MAX * DAY_MILLIS ? 'tooLong' : { from, to };
}

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00`);
}

function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Reads what a room brought its owner in a time, page by page. */
export function statementPages(api: Api, room: string, { from, to }: Stretch) {
  return async (cursor: string | null, signal?: AbortSignal): Promise<StatementPage> => {
    const query = new URLSearchParams({ from: String(from), to: String(to) });
    if (cursor !== null) {
      query.set('cursor', cursor);
    }
    const { entries, ...rest } = v.parse(
      statement,
      await api(`/api/rooms/${room}/statement?${query}`, { signal }),
    );
    return { ...rest, items: entries };
  };
}

/**
 * Gives a donation back out of the owner's wallet; the second time changes nothing. Rejects with a `Problem`:
 * `balance_too_low` where that wallet has not enough.
 */
export async function refund(api: Api, room: string, donation: string): Promise<void> {
  await api(`/api/rooms/${room}/donations/${donation}/refund`, { method: 'POST' });
}

/** The donations that went back, as far as these entries tell. */
export function returnedAmong(entries: readonly StatementEntry[]): ReadonlySet<string> {
  return new Set(entries.filter((each) => each.kind === 'returned').map((each) => each.donation));
}
