import type { ChatState } from './chat-state';
import { type KeptRoom, parseKeptRoom } from './wire';

/** Lines that a browser refresh carries over. */
export const KEPT_LINES_MAX = 200;

/**
 * Carries a room over a browser refresh: its position, its last lines and the own posts that have no answer yet, in
 * the tab's own storage. A storage that is full or forbidden means a fresh start, nothing worse.
 */
export interface RoomMemory {
  load(room: string, me: string | null): KeptRoom | null;
  save(room: string, state: ChatState): void;
}

export function roomMemory(storage: Storage): RoomMemory {
  return {
    load: (room, me) => {
      try {
        const kept = parseKeptRoom(storage.getItem(keyOf(room)));
        const reader = storage.getItem(`${keyOf(room)}.by`) ?? '';
        if (kept === null || reader === (me ?? '')) {
          return kept;
        }
        // What a guest read everybody may; what somebody else read may have been for them alone.
        return reader === '' ? { ...kept, pending: [], restriction: null } : null;
      } catch {
        return null;
      }
    },
    save: (room, state) => {
      const kept = keep(state);
      try {
        if (kept === null) {
          storage.removeItem(keyOf(room));
        } else {
          storage.setItem(`${keyOf(room)}.by`, state.me ?? '');
          storage.setItem(keyOf(room), JSON.stringify(kept));
        }
      } catch {
        storage.removeItem(keyOf(room));
      }
    },
  };
}

function keyOf(room: string): string {
  return `spate.room.${room}`;
}

/** What is worth keeping, or null where the state cannot be continued: a gap, or never joined. */
export function keep(state: ChatState): KeptRoom | null {
  if (state.position === null || state.gap) {
    return null;
  }
  // Lines without an event of their own cannot be kept, so nothing before the last of them is.
  const from = state.lines.findLastIndex((line) => line.kind === 'missed' || line.kind === 'restarted') + 1;
  const first = Math.max(from, state.lines.length - KEPT_LINES_MAX);
  const lines = state.lines.slice(first);
  const shown = lines.flatMap((line) =>
    'event' in line && !(line.kind === 'message' && line.hidden)
      ? [{ event: line.event, upTo: line.upTo }]
      : [],
  );
  return {
    position: state.position,
    older: first === 0 ? state.older : (lines[0]?.upTo ?? state.position),
    hidden: [...state.hiding.messages],
    cleared: [...state.hiding.viewers],
    restriction: state.restriction,
    lines: shown,
    pending: state.pending
      .filter((post) => post.status === 'sending' && post.shownAs === null)
      .map(({ key, text, at, replyTo }) => ({ key, text, at, replyTo })),
  };
}
