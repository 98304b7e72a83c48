import { applyEvents, lineOf, trimmed } from './apply-events';
import {
  type ChatLine,
  type ChatState,
  emptyChat,
  LINES_READING_MAX,
  PENDING_MAX,
  type Reply,
  type Restriction,
} from './chat-state';
import type { ConnectionSignal } from './connection-signal';
import { hiddenBy, merged, NOTHING_HIDDEN } from './hiding';
import type { EventsFrame, HistoryPage, JoinedFrame, KeptRoom, RoomEvent } from './wire';

/** What changes a room's state: what the connection tells, and what the viewer does. */
export type ChatAction =
  | Exclude<ConnectionSignal, { type: 'state' | 'refused' }>
  /** A refresh or a return to the room: go on where the page was. */
  | { readonly type: 'restored'; readonly kept: KeptRoom }
  | {
      readonly type: 'written';
      readonly key: string;
      readonly text: string;
      readonly at: number;
      readonly replyTo: Reply | null;
    }
  | { readonly type: 'refused'; readonly key: string; readonly code: string; readonly retryAt: number | null }
  | { readonly type: 'retried'; readonly key: string }
  | { readonly type: 'discarded'; readonly key: string }
  /** The newest history of a room that cannot be joined any more. */
  | { readonly type: 'archived'; readonly page: HistoryPage }
  /** A page of history before the first line; `before` is what it was asked with. */
  | { readonly type: 'older'; readonly before: string; readonly page: HistoryPage }
  /** A page of history for the line that says what was missed. */
  | { readonly type: 'filled'; readonly line: string; readonly page: HistoryPage }
  | { readonly type: 'follows'; readonly following: boolean };

/**
 * The state after an action. Pure: the same state and action give the same result, and an action that changes nothing
 * gives the very same object back.
 *
 * Kept for every order and repetition of frames: each event at most once, in the log's order, and nothing beyond a
 * gap before the gap is closed.
 */
export function reduceChat(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'restored':
      return restored(state, action.kept);
    case 'welcome':
      return action.textLength === null || state.settings?.textLength !== undefined
        ? state
        : { ...state, textLength: action.textLength };
    case 'joined':
      return joined(state, action.frame, action.resumed);
    case 'events':
      return continued(state, action.frame);
    case 'streamed':
      return {
        ...applyEvents(state, action.frame.events, action.frame.position),
        position: action.frame.position,
      };
    case 'missed':
      return missed(state, action.prev, action.position);
    case 'audience':
      return action.viewers === state.viewers ? state : { ...state, viewers: action.viewers };
    case 'written':
      return written(state, action);
    case 'posted':
      return posted(state, action.key, action.event);
    case 'refused':
      return withPost({ ...state, restriction: restrictedBy(action) ?? state.restriction }, action.key, {
        status: 'failed',
        shownAs: null,
        refusal: { code: action.code, retryAt: action.retryAt },
      });
    case 'retried':
      return withPost(state, action.key, { status: 'sending', refusal: null });
    case 'discarded':
      return { ...state, pending: state.pending.filter((post) => post.key !== action.key) };
    case 'archived':
      return {
        ...applyEvents(
          { ...state, lines: [], seen: new Set() },
          action.page.events,
          action.page.before ?? '',
        ),
        older: action.page.before,
        open: false,
      };
    case 'older':
      return prepended(state, action.before, action.page);
    case 'filled':
      return filled(state, action.line, action.page);
    case 'follows':
      return action.following === state.following
        ? state
        : trimmed({ ...state, following: action.following });
  }
}

/** A refused post tells of a restriction that no event on this page told of. */
function restrictedBy(refused: { code: string; retryAt: number | null }): Restriction | null {
  switch (refused.code) {
    case 'banned':
      return { kind: 'ban', until: null };
    case 'timed_out':
      return { kind: 'timeout', until: refused.retryAt };
    default:
      return null;
  }
}

function restored(state: ChatState, kept: KeptRoom): ChatState {
  const lines = kept.lines.flatMap(({ event, upTo }) => lineOf(event, upTo) ?? []);
  return {
    ...state,
    position: kept.position,
    older: kept.older,
    lines,
    seen: new Set(lines.map((line) => line.id)),
    hiding: { messages: new Set(kept.hidden), viewers: new Set(kept.cleared) },
    restriction: kept.restriction ?? null,
    pending: kept.pending
      .slice(0, PENDING_MAX)
      .map((post) => ({ ...post, status: 'sending', event: null, shownAs: null, refusal: null })),
  };
}

function joined(state: ChatState, frame: JoinedFrame, resumed: boolean): ChatState {
  const about = {
    joined: true,
    gap: false,
    position: frame.position,
    settings: frame.settings,
    textLength: frame.settings.textLength ?? state.textLength,
    open: frame.settings.open,
    role: frame.role,
    viewers: frame.viewers,
    pinned: frame.pinned,
  };
  if (frame.recovered) {
    // A history up to the very position that is continued holds nothing new, only what was here or was let go.
    const fresh = frame.position === state.position ? [] : frame.history;
    return { ...applyEvents({ ...state, ...about }, fresh, frame.position), ...about };
  }
  const lost = resumed && state.lines.length > 0;
  const restart: ChatLine = { kind: 'restarted', id: `restarted ${frame.position}`, upTo: frame.position };
  const base = {
    ...state,
    ...about,
    older: frame.history.length > 0 || lost ? frame.position : null,
    lines: lost ? [restart] : [],
    seen: new Set<string>(),
    roles: new Map<string, string>(),
    restriction: null,
    hiding: NOTHING_HIDDEN,
  };
  // What the history tells of settings and pins is older than what `joined` itself says.
  const filledUp = { ...applyEvents(base, frame.history, frame.position), ...about };
  return { ...filledUp, pending: filledUp.pending.filter((post) => post.status !== 'posted') };
}

function continued(state: ChatState, frame: EventsFrame): ChatState {
  if (state.gap) {
    return state;
  }
  if (frame.prev !== state.position) {
    return frame.events.every((event) => state.seen.has(event.id)) ? state : { ...state, gap: true };
  }
  return { ...applyEvents(state, frame.events, frame.position), position: frame.position };
}

function missed(state: ChatState, prev: string, position: string): ChatState {
  if (state.gap || position === state.position) {
    return state;
  }
  const line: ChatLine = { kind: 'missed', id: `missed ${position}`, upTo: position, prev };
  return trimmed({
    ...state,
    position,
    lines: [...state.lines, line],
    pending: state.pending.filter((post) => post.status !== 'posted'),
  });
}

function written(state: ChatState, post: Extract<ChatAction, { type: 'written' }>): ChatState {
  if (state.pending.length >= PENDING_MAX || state.pending.some((other) => other.key === post.key)) {
    return state;
  }
  const { key, text, at, replyTo } = post;
  const fresh = {
    key,
    text,
    at,
    replyTo,
    status: 'sending',
    event: null,
    shownAs: null,
    refusal: null,
  } as const;
  return { ...state, pending: [...state.pending, fresh] };
}

function posted(before: ChatState, key: string, event: string): ChatState {
  const state = before.restriction === null ? before : { ...before, restriction: null };
  if (state.seen.has(event)) {
    return { ...state, pending: state.pending.filter((post) => post.key !== key) };
  }
  return withPost(state, key, { status: 'posted', event, shownAs: null, refusal: null });
}

function withPost(state: ChatState, key: string, change: Partial<ChatState['pending'][number]>): ChatState {
  return {
    ...state,
    pending: state.pending.map((post) => (post.key === key ? { ...post, ...change } : post)),
  };
}

/** Older history before the first line. Taken only where it fits: the list may have changed since it was asked for. */
function prepended(state: ChatState, before: string, page: HistoryPage): ChatState {
  if (state.older !== before) {
    return state;
  }
  const { lines, seen, hiding } = pageLines(state, page.events, before);
  const rest = state.lines.filter((line) => line.kind !== 'restarted');
  const all = [...lines, ...rest];
  const isFull = all.length >= LINES_READING_MAX;
  return {
    ...state,
    seen,
    hiding,
    lines: all.slice(-LINES_READING_MAX),
    older: isFull ? (all.at(-LINES_READING_MAX)?.upTo ?? null) : page.before,
  };
}

/** What was missed, put before the line that said so; that line goes when nothing of it is left. */
function filled(state: ChatState, id: string, page: HistoryPage): ChatState {
  const index = state.lines.findIndex((line) => line.id === id);
  const line = state.lines[index];
  if (line?.kind !== 'missed') {
    return state;
  }
  const known = page.events.findIndex((event) => state.seen.has(event.id));
  const fresh = known === -1 ? page.events : page.events.slice(0, known);
  const { lines, seen } = pageLines(state, fresh, line.upTo);
  const isOver = known !== -1 || page.after === null || page.events.length === 0;
  const rest = isOver ? [] : [{ ...line, prev: page.after ?? line.prev }];
  return {
    ...state,
    seen,
    lines: [...state.lines.slice(0, index), ...lines, ...rest, ...state.lines.slice(index + 1)],
  };
}

/** The lines of a page of history, hidden where the page itself says so, without those that are in the list. */
function pageLines(state: ChatState, events: readonly RoomEvent[], upTo: string) {
  const fresh = events.filter((event) => event.id !== '' && !state.seen.has(event.id));
  const page = applyEvents({ ...emptyChat(null), following: false }, fresh, upTo);
  const lines = page.lines.map((line) => hiddenBy(state.hiding, line));
  return { lines, seen: new Set([...page.seen, ...state.seen]), hiding: merged(page.hiding, state.hiding) };
}
