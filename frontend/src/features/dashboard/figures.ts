import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';

const count = v.optional(v.number(), 0);

const point = v.object({
  at: v.number(),
  viewers: count,
  peak: count,
  messages: count,
  chatters: count,
  reactions: count,
  donations: count,
  donated: count,
  joins: count,
  leaves: count,
  moderated: count,
});
export type Point = v.InferOutput<typeof point>;

const figures = v.object({
  from: v.number(),
  to: v.number(),
  step: v.number(),
  now: v.object({ viewers: v.number(), peak: count, hot: v.optional(v.boolean(), false) }),
  totals: v.object({
    messages: count,
    chatters: count,
    reactions: count,
    donations: count,
    donated: count,
    joins: count,
    leaves: count,
    moderated: count,
  }),
  series: v.array(point),
  topChatters: v.array(v.object({ viewer: v.string(), name: v.string(), messages: v.number() })),
  topDonors: v.array(
    v.object({ viewer: v.string(), name: v.string(), amount: v.number(), count: v.number() }),
  ),
  hotWords: v.array(v.object({ word: v.string(), count: v.number() })),
  moderation: v.record(v.string(), v.number()),
});
export type Figures = v.InferOutput<typeof figures>;

/** Reads what an event of the live stream holds. Throws where it is none. */
export function parseFigures(raw: unknown): Figures {
  return v.parse(figures, raw);
}

/** How far back is looked, and in which steps, both in seconds. */
export const SPANS = [
  { id: 'quarter', seconds: 900, step: 10 },
  { id: 'hour', seconds: 3_600, step: 60 },
  { id: 'hours', seconds: 21_600, step: 300 },
  { id: 'day', seconds: 86_400, step: 300 },
  { id: 'week', seconds: 604_800, step: 3_600 },
  { id: 'month', seconds: 2_592_000, step: 3_600 },
] as const;
export type Span = (typeof SPANS)[number];

export async function readFigures(
  api: Api,
  room: string,
  span: Span,
  now: number,
  signal?: AbortSignal,
): Promise<Figures> {
  const query = new URLSearchParams({
    from: String(now - span.seconds * 1000),
    to: String(now),
    step: String(span.step),
  });
  return v.parse(figures, await api(`/api/rooms/${room}/dashboard?${query}`, { signal }));
}

/** A series with the newest points of a live one in the place of its own; both in the same steps, oldest first. */
export function withLive(series: readonly Point[], live: readonly Point[]): readonly Point[] {
  const first = live[0];
  if (first === undefined) {
    return series;
  }
  const before = series.filter((each) => each.at < first.at);
  return [...before, ...live].slice(-Math.max(series.length, live.length));
}

/** What happened is in the figures after this long at the latest. */
export const COUNTED_MILLIS = 20_000;

/** A series without the step that has only just begun: nothing of it is counted yet, which would look like an end. */
export function counted(series: readonly Point[], to: number): readonly Point[] {
  return series.filter((each) => each.at + COUNTED_MILLIS <= to);
}

/** The value at the upper edge of a chart: above all values, and a number that people like. */
export function niceMax(values: readonly number[]): number {
  const most = Math.max(1, ...values);
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 5, 8, 10].find((each) => each * power >= most) ?? 10;
  return Math.max(4, step * power);
}
