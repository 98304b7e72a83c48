import {
  type ChatLine,
  type ChatState,
  LINES_MAX,
  LINES_READING_MAX,
  type PendingPost,
  type Reply,
  type Restriction,
  ROLES_MAX,
  SEEN_MAX,
} from './chat-state';
import { hidingMessage, hidingViewer, withoutQuote } from './hiding';
import type { RoomEvent } from './wire';

/**
 * The state after some events, in order; those seen before are passed over. `upTo` is the position of the last one.
 * Does not touch `position`: whoever calls has checked that the events belong here.
 */
export function applyEvents(state: ChatState, events: readonly RoomEvent[], upTo: string): ChatState {
  const fresh = events.filter((event) => event.id !== '' && !state.seen.has(event.id));
  if (fresh.length === 0) {
    return state;
  }
  const seen = new Set(state.seen);
  const next = { ...state, seen, lines: [...state.lines] };
  for (const event of fresh) {
    if (!seen.has(event.id)) {
      seen.add(event.id);
      applyEvent(next, event, upTo);
    }
  }
  forgetOldest(seen);
  return trimmed(next);
}

/** A state that only this file changes, before anyone else sees it. */
type Draft = { -readonly [K in keyof ChatState]: ChatState[K] } & { lines: ChatLine[] };

function applyEvent(draft: Draft, event: RoomEvent, upTo: string): void {
  const line = lineOf(event, upTo);
  if (line !== null) {
    draft.lines.push(line);
    draft.arrived += 1;
  }
  switch (event.type) {
    case 'message':
      draft.pending = withoutShown(draft, event.id, event.by.id, event.text);
      break;
    case 'removed':
      hide(draft.lines, 'removed', (id) => id === event.target);
      hideDonation(draft.lines, event.target);
      unquote(draft, (reply) => reply.id === event.target);
      draft.hiding = hidingMessage(draft.hiding, event.target);
      if (draft.pinned?.id === event.target) {
        draft.pinned = null;
      }
      break;
    case 'cleared':
      hide(draft.lines, 'cleared', (_, by) => by === event.viewer);
      unquote(draft, (reply) => reply.by === event.viewer);
      if (event.viewer === draft.me) {
        draft.restriction = restrictionOf(event) ?? draft.restriction;
      }
      draft.hiding = hidingViewer(draft.hiding, event.viewer);
      break;
    case 'pinned':
      draft.pinned = event.target;
      break;
    case 'unpinned':
      draft.pinned = null;
      break;
    case 'settings':
      draft.settings = event.settings;
      draft.textLength = event.settings.textLength ?? draft.textLength;
      draft.open = event.settings.open;
      break;
    case 'opened':
    case 'closed':
      draft.open = event.type === 'opened';
      break;
    case 'broadcast':
      draft.playback = event.state === 'live' ? (event.playback ?? null) : null;
      break;
    case 'reactions':
      draft.reactions = { id: event.id, counts: event.counts };
      break;
    case 'trending':
      draft.trending = event.words;
      break;
    case 'lifted':
      if (event.viewer === draft.me) {
        draft.restriction = null;
      }
      break;
    case 'role':
      draft.roles = withRole(draft.roles, event.viewer, event.role);
      if (event.viewer === draft.me) {
        draft.role = event.role;
      }
      break;
    case 'donation':
    case 'notice':
    case 'unknown':
      break;
  }
}

function restrictionOf(event: Extract<RoomEvent, { type: 'cleared' }>): Restriction | null {
  switch (event.reason) {
    case 'ban':
      return { kind: 'ban', until: null };
    case 'timeout':
      return { kind: 'timeout', until: event.until ?? null };
    default:
      return null;
  }
}

function withRole(
  roles: ReadonlyMap<string, string>,
  viewer: string,
  role: string,
): ReadonlyMap<string, string> {
  const next = new Map(roles);
  next.delete(viewer);
  next.set(viewer, role);
  const oldest = next.keys().next().value;
  if (next.size > ROLES_MAX && oldest !== undefined) {
    next.delete(oldest);
  }
  return next;
}

/** The line that shows an event, or null where it has none of its own. */
export function lineOf(event: RoomEvent, upTo: string): ChatLine | null {
  switch (event.type) {
    case 'message':
      return { kind: 'message', id: event.id, upTo, event, hidden: null };
    case 'donation':
      return { kind: 'donation', id: event.id, upTo, event, hidden: null };
    case 'notice':
      return { kind: 'notice', id: event.id, upTo, event };
    case 'opened':
      return { kind: 'opened', id: event.id, upTo, event };
    case 'closed':
      return { kind: 'closed', id: event.id, upTo, event };
    default:
      return null;
  }
}

/** Own posts without the one that this event shows. */
function withoutShown(draft: Draft, id: string, by: string, text: string): readonly PendingPost[] {
  if (by !== draft.me || draft.pending.length === 0) {
    return draft.pending;
  }
  if (draft.pending.some((post) => post.event === id)) {
    return draft.pending.filter((post) => post.event !== id);
  }
  const match = draft.pending.find(
    (post) => (post.status === 'sending' || isHeld(post)) && post.shownAs === null && post.text === text,
  );
  if (match !== undefined && isHeld(match)) {
    return draft.pending.filter((post) => post !== match);
  }
  return draft.pending.map((post) => (post === match ? { ...post, shownAs: id } : post));
}

/** Whether a post waits for a moderator: its event comes once it is approved, and nothing else does. */
function isHeld(post: PendingPost): boolean {
  return post.refusal?.code === 'held';
}

function hide(
  lines: ChatLine[],
  how: 'removed' | 'cleared',
  meant: (id: string, by: string) => boolean,
): void {
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'message' && line.hidden === null && meant(line.id, line.event.by.id)) {
      lines[index] = { ...line, hidden: how };
    }
  }
}

/** Donations go one by one, where they are removed or given back; who is cleared has given all the same. */
function hideDonation(lines: ChatLine[], id: string): void {
  const index = lines.findIndex((line) => line.id === id);
  const line = lines[index];
  if (line?.kind === 'donation') {
    lines[index] = { ...line, hidden: 'removed' };
  }
}

/** Takes out of replies what they quote of a message that was hidden. */
function unquote(draft: Draft, meant: (reply: Reply) => boolean): void {
  for (const [index, line] of draft.lines.entries()) {
    if (line.kind === 'message') {
      const event = withoutQuote(line.event, meant);
      if (event !== line.event) {
        draft.lines[index] = { ...line, event };
      }
    }
  }
  draft.pinned = draft.pinned && withoutQuote(draft.pinned, meant);
  draft.pending = draft.pending.map((post) => withoutQuote(post, meant));
}

function forgetOldest(seen: Set<string>): void {
  for (const id of seen) {
    if (seen.size <= SEEN_MAX) {
      break;
    }
    seen.delete(id);
  }
}

/** At most as many lines as the viewer's way of reading allows; `older` then leads to those let go. */
export function trimmed(state: ChatState): ChatState {
  const max = state.following ? LINES_MAX : LINES_READING_MAX;
  if (state.lines.length <= max) {
    return state;
  }
  const lines = state.lines.slice(-max);
  return { ...state, lines, older: lines[0]?.upTo ?? state.older };
}
