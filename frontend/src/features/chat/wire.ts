import * as v from 'valibot';

/*
 * Version 1 of the wire protocol as the page reads and writes it. This is the only file that looks at unparsed
 * data: everything behind it works on these types. Unknown fields are dropped and unknown types become `unknown`,
 * since the protocol allows both to be added.
 */

const author = v.object({
  id: v.string(),
  name: v.string(),
  role: v.optional(v.nullable(v.string())),
  color: v.optional(v.nullable(v.string())),
  badges: v.optional(v.nullable(v.array(v.string()))),
});
export type Author = v.InferOutput<typeof author>;

const head = { id: v.string(), at: v.number() };

/** `by` is the id of who wrote the answered message; `excerpt` is empty where that is not shown any more. */
const reply = v.object({
  id: v.string(),
  by: v.optional(v.string()),
  name: v.string(),
  excerpt: v.string(),
});

const message = v.object({
  ...head,
  type: v.literal('message'),
  by: author,
  text: v.string(),
  replyTo: v.optional(v.nullable(reply)),
});
export type MessageEvent = v.InferOutput<typeof message>;

const settings = v.object({
  open: v.optional(v.boolean(), true),
  textLength: v.optional(v.number()),
  slowModeSeconds: v.optional(v.number(), 0),
  reactions: v.optional(v.array(v.string()), []),
  shield: v.optional(v.boolean(), false),
  followersOnlySeconds: v.optional(v.nullable(v.number()), null),
  membersOnly: v.optional(v.boolean(), false),
  links: v.optional(v.boolean(), true),
});
export type RoomSettings = v.InferOutput<typeof settings>;

const broadcast = v.object({
  ...head,
  type: v.literal('broadcast'),
  state: v.string(),
  playback: v.optional(v.nullable(v.string())),
});

const donation = v.object({
  ...head,
  type: v.literal('donation'),
  by: v.nullable(author),
  amount: v.number(),
  currency: v.string(),
  tier: v.optional(v.nullable(v.number())),
  text: v.optional(v.nullable(v.string())),
});
export type DonationEvent = v.InferOutput<typeof donation>;

const roomEvent = v.variant('type', [
  message,
  donation,
  v.object({ ...head, type: v.literal('reactions'), counts: v.record(v.string(), v.number()) }),
  v.object({ ...head, type: v.literal('removed'), target: v.string() }),
  v.object({
    ...head,
    type: v.literal('cleared'),
    viewer: v.string(),
    reason: v.optional(v.string()),
    until: v.optional(v.nullable(v.number())),
  }),
  v.object({ ...head, type: v.literal('pinned'), target: message }),
  v.object({ ...head, type: v.literal('unpinned') }),
  v.object({ ...head, type: v.literal('lifted'), viewer: v.string() }),
  v.object({
    ...head,
    type: v.literal('role'),
    viewer: v.string(),
    name: v.optional(v.string(), ''),
    role: v.string(),
  }),
  v.object({ ...head, type: v.literal('settings'), settings }),
  v.object({ ...head, type: v.literal('opened') }),
  v.object({ ...head, type: v.literal('closed') }),
  broadcast,
  v.object({
    ...head,
    type: v.literal('trending'),
    words: v.array(v.object({ word: v.string(), count: v.number() })),
  }),
  v.object({
    ...head,
    type: v.literal('notice'),
    text: v.string(),
    by: v.optional(v.nullable(author)),
  }),
]);
export type RoomEvent = v.InferOutput<typeof roomEvent> | UnknownEvent;

/** An event of a type that this page does not know (yet), or one it cannot read: it is passed over. */
export interface UnknownEvent {
  readonly type: 'unknown';
  readonly id: string;
  readonly at: number;
}

const frameId = v.union([v.number(), v.string()]);
const re = v.optional(v.nullable(frameId));

const welcome = v.object({
  type: v.literal('welcome'),
  re,
  session: v.string(),
  viewer: v.nullable(v.object({ id: v.string(), name: v.string() })),
  heartbeatSeconds: v.pipe(v.number(), v.minValue(1)),
  limits: v.object({ textLength: v.optional(v.number()) }),
});

const joined = v.object({
  type: v.literal('joined'),
  re,
  room: v.string(),
  position: v.string(),
  recovered: v.boolean(),
  history: v.optional(v.array(v.unknown()), []),
  settings,
  viewers: v.optional(v.number(), 0),
  role: v.optional(v.string(), 'viewer'),
  pinned: v.fallback(v.optional(v.nullable(message), null), null),
});

const events = v.object({
  type: v.literal('events'),
  room: v.string(),
  prev: v.string(),
  position: v.string(),
  events: v.array(v.unknown()),
});

const serverFrame = v.variant('type', [
  welcome,
  joined,
  events,
  v.object({ type: v.literal('left'), re, room: v.optional(v.string()) }),
  v.object({ type: v.literal('pong'), re }),
  v.object({ type: v.literal('posted'), re, event: v.string(), position: v.string() }),
  v.object({
    type: v.literal('error'),
    re,
    code: v.string(),
    message: v.optional(v.string(), ''),
    retryAfterMs: v.optional(v.nullable(v.number())),
    field: v.optional(v.nullable(v.string())),
  }),
  v.object({ type: v.literal('missed'), room: v.string(), prev: v.string(), position: v.string() }),
  v.object({ type: v.literal('audience'), room: v.string(), viewers: v.number() }),
  v.object({ type: v.literal('drain'), reconnectWithinMs: v.number() }),
]);

type WithEvents<F extends object, K extends keyof F> = Omit<F, K> & Record<K, RoomEvent[]>;
type RawFrame = v.InferOutput<typeof serverFrame>;
export type WelcomeFrame = v.InferOutput<typeof welcome>;
export type JoinedFrame = WithEvents<v.InferOutput<typeof joined>, 'history'>;
export type EventsFrame = WithEvents<v.InferOutput<typeof events>, 'events'>;
export type ServerFrame = Exclude<RawFrame, { type: 'joined' | 'events' }> | JoinedFrame | EventsFrame;
export type ErrorFrame = Extract<ServerFrame, { type: 'error' }>;

/** Why a text from the server is no frame this page can use; it is passed over, never thrown. */
export interface ParseFailure {
  readonly type: 'unreadable';
  readonly why: string;
}

/** Reads one frame. Never throws. */
export function parseServerFrame(raw: unknown): ServerFrame | ParseFailure {
  const read = v.safeParse(serverFrame, raw);
  if (!read.success) {
    return { type: 'unreadable', why: read.issues[0].message };
  }
  const frame = read.output;
  switch (frame.type) {
    case 'joined':
      return { ...frame, history: frame.history.map(parseRoomEvent) };
    case 'events':
      return { ...frame, events: frame.events.map(parseRoomEvent) };
    default:
      return frame;
  }
}

/** Reads one frame from its text. Never throws. */
export function parseServerText(text: unknown): ServerFrame | ParseFailure {
  const raw = parseJson(text);
  return raw === undefined ? { type: 'unreadable', why: 'not JSON' } : parseServerFrame(raw);
}

/** Reads one event; one of an unknown type or shape becomes `unknown`. Never throws. */
export function parseRoomEvent(raw: unknown): RoomEvent {
  const read = v.safeParse(roomEvent, raw);
  if (read.success) {
    return read.output;
  }
  const known = v.safeParse(v.object({ id: v.string() }), raw);
  return { type: 'unknown', id: known.success ? known.output.id : '', at: 0 };
}

/** The value that a JSON text holds, or undefined where it holds none. */
export function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const history = v.object({
  events: v.array(v.unknown()),
  before: v.optional(v.nullable(v.string()), null),
  after: v.optional(v.nullable(v.string()), null),
});

/** One page of stored history, oldest first; `before` and `after` lead to the next page, null at the end. */
export interface HistoryPage {
  readonly events: readonly RoomEvent[];
  readonly before: string | null;
  readonly after: string | null;
}

/** Reads an answer of `GET /api/rooms/{room}/messages`. Throws where it is none. */
export function parseHistory(raw: unknown): HistoryPage {
  const page = v.parse(history, raw);
  return { ...page, events: page.events.map(parseRoomEvent) };
}

const receipt = v.object({ event: v.string(), position: v.string() });
export type PostReceipt = v.InferOutput<typeof receipt>;

/** Reads an answer of `POST /api/rooms/{room}/messages`. Throws where it is none. */
export function parsePostReceipt(raw: unknown): PostReceipt {
  return v.parse(receipt, raw);
}

const keptRoom = v.object({
  position: v.string(),
  older: v.nullable(v.string()),
  hidden: v.array(v.string()),
  cleared: v.array(v.string()),
  restriction: v.optional(
    v.nullable(v.object({ kind: v.picklist(['timeout', 'ban']), until: v.nullable(v.number()) })),
    null,
  ),
  lines: v.array(v.object({ event: v.unknown(), upTo: v.string() })),
  pending: v.array(
    v.object({
      key: v.string(),
      text: v.string(),
      at: v.number(),
      replyTo: v.nullable(reply),
    }),
  ),
});

/** What a browser refresh carries over: see `room-memory.ts`. */
export interface KeptRoom {
  readonly position: string;
  readonly older: string | null;
  /** Ids of messages, and of viewers, that moderators hid. */
  readonly hidden: readonly string[];
  readonly cleared: readonly string[];
  readonly restriction?: v.InferOutput<typeof keptRoom>['restriction'];
  readonly lines: readonly { readonly event: RoomEvent; readonly upTo: string }[];
  readonly pending: v.InferOutput<typeof keptRoom>['pending'];
}

/** Reads what was kept, or null where it is missing or of another shape. Never throws. */
export function parseKeptRoom(text: string | null): KeptRoom | null {
  const read = v.safeParse(keptRoom, parseJson(text));
  if (!read.success) {
    return null;
  }
  const { lines, ...rest } = read.output;
  return {
    ...rest,
    lines: lines.map((line) => ({ event: parseRoomEvent(line.event), upTo: line.upTo })),
  };
}

export type FrameId = number | string;

export type ClientFrame =
  | { readonly type: 'hello'; readonly id: FrameId; readonly token?: string }
  | {
      readonly type: 'join';
      readonly id: FrameId;
      readonly room: string;
      readonly after?: string;
      readonly history?: number;
    }
  | { readonly type: 'leave'; readonly id: FrameId; readonly room: string }
  | {
      readonly type: 'post';
      readonly id: FrameId;
      readonly room: string;
      readonly text: string;
      readonly key?: string;
      readonly replyTo?: string;
    }
  | {
      readonly type: 'react';
      readonly id?: FrameId;
      readonly room: string;
      readonly reaction: string;
      readonly count?: number;
    }
  | { readonly type: 'ping'; readonly id: FrameId };

/** The text of one frame, its fields in the order of the protocol's own examples. */
export function encodeClientFrame(frame: ClientFrame): string {
  switch (frame.type) {
    case 'hello':
      return JSON.stringify({ type: frame.type, id: frame.id, token: frame.token });
    case 'join': {
      const { type, id, room, after, history: count } = frame;
      return JSON.stringify({ type, id, room, after, history: count });
    }
    case 'leave':
      return JSON.stringify({ type: frame.type, id: frame.id, room: frame.room });
    case 'post': {
      const { type, id, room, text, key, replyTo } = frame;
      return JSON.stringify({ type, id, room, text, key, replyTo });
    }
    case 'react': {
      const { type, id, room, reaction, count } = frame;
      return JSON.stringify({ type, id, room, reaction, count });
    }
    case 'ping':
      return JSON.stringify({ type: frame.type, id: frame.id });
  }
}
