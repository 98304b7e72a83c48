import { type Hiding, NOTHING_HIDDEN } from './hiding';
import type { DonationEvent, MessageEvent, RoomEvent, RoomSettings } from './wire';

/** Lines kept while the viewer follows the end; the oldest go first. */
export const LINES_MAX = 1_000;
/** Lines kept while the viewer reads back. */
export const LINES_READING_MAX = 3_000;
/** Event ids remembered, so that a second copy is known as one. */
export const SEEN_MAX = 5_000;
/** Own posts that may wait for an answer at a time. */
export const PENDING_MAX = 20;
/** Changes of roles remembered; the oldest go first. */
export const ROLES_MAX = 500;

/**
 * One line of the list. `id` is unique in the list and stable. `upTo` is a position at or after the line's event, from
 * which older history can be asked for.
 */
export type ChatLine =
  | {
      readonly kind: 'message';
      readonly id: string;
      readonly upTo: string;
      readonly event: MessageEvent;
      readonly hidden: 'removed' | 'cleared' | null;
    }
  | {
      readonly kind: 'donation';
      readonly id: string;
      readonly upTo: string;
      readonly event: DonationEvent;
      readonly hidden: 'removed' | null;
    }
  | {
      readonly kind: 'notice';
      readonly id: string;
      readonly upTo: string;
      readonly event: Extract<RoomEvent, { type: 'notice' }>;
    }
  | {
      readonly kind: 'opened' | 'closed';
      readonly id: string;
      readonly upTo: string;
      readonly event: Extract<RoomEvent, { type: 'opened' | 'closed' }>;
    }
  /** Events after `prev` up to `upTo` were skipped by the server; they can be read from the history. */
  | { readonly kind: 'missed'; readonly id: string; readonly upTo: string; readonly prev: string }
  /** The list was begun anew; what came between the former list and this one may be missing. */
  | { readonly kind: 'restarted'; readonly id: string; readonly upTo: string };

export interface Reply {
  readonly id: string;
  readonly by?: string | undefined;
  readonly name: string;
  readonly excerpt: string;
}

/** Why an own post was not taken, and from when on another try makes sense. */
export interface Refusal {
  readonly code: string;
  readonly retryAt: number | null;
}

/** An own post from the moment it is written until its event is in the list. */
export interface PendingPost {
  readonly key: string;
  readonly text: string;
  readonly at: number;
  readonly replyTo: Reply | null;
  readonly status: 'sending' | 'posted' | 'failed';
  /** The id that `posted` gave. */
  readonly event: string | null;
  /** An own event of the same words that came before `posted`, and stands for this post meanwhile. */
  readonly shownAs: string | null;
  readonly refusal: Refusal | null;
}

/** How the viewer is kept from writing; a ban has no end. */
export interface Restriction {
  readonly kind: 'timeout' | 'ban';
  /** Milliseconds since 1970; null where it has no known end. */
  readonly until: number | null;
}

export interface ChatState {
  /** The viewer whose own posts are matched; null for a guest. */
  readonly me: string | null;
  readonly joined: boolean;
  /** Where the next frame must continue; null before the first join. */
  readonly position: string | null;
  /** What came last did not continue `position`: nothing more is taken until the room is joined anew. */
  readonly gap: boolean;
  /** Where older history begins; null at the beginning of the chat. */
  readonly older: string | null;
  readonly following: boolean;
  readonly lines: readonly ChatLine[];
  readonly seen: ReadonlySet<string>;
  readonly hiding: Hiding;
  /** Message, donation and notice events that came live, ever: tells what is new to one who scrolled up. */
  readonly arrived: number;
  readonly pending: readonly PendingPost[];
  readonly settings: RoomSettings | null;
  readonly open: boolean;
  readonly role: string;
  /** Roles given and taken while the page was there; messages from before still carry the former ones. */
  readonly roles: ReadonlyMap<string, string>;
  readonly restriction: Restriction | null;
  readonly viewers: number | null;
  readonly pinned: MessageEvent | null;
  readonly playback: string | null;
  readonly reactions: { readonly id: string; readonly counts: Readonly<Record<string, number>> } | null;
  readonly trending: readonly { readonly word: string; readonly count: number }[];
  readonly textLength: number;
}

export function emptyChat(me: string | null): ChatState {
  return {
    me,
    joined: false,
    position: null,
    gap: false,
    older: null,
    following: true,
    lines: [],
    seen: new Set(),
    hiding: NOTHING_HIDDEN,
    arrived: 0,
    pending: [],
    settings: null,
    open: true,
    role: 'viewer',
    roles: new Map(),
    restriction: null,
    viewers: null,
    pinned: null,
    playback: null,
    reactions: null,
    trending: [],
    textLength: 500,
  };
}
