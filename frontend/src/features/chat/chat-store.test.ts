import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChatState, emptyChat, LINES_MAX, LINES_READING_MAX, PENDING_MAX, SEEN_MAX } from './chat-state';
import { type ChatAction, reduceChat } from './chat-store';
import { type EventsFrame, type JoinedFrame, parseRoomEvent, parseServerFrame, type RoomEvent } from './wire';

const at = (count: number) => `q.${count}`;

function message(index: number, by = 'other', text = `text ${index}`): RoomEvent {
  return parseRoomEvent({ id: `e${index}`, type: 'message', at: index, by: { id: by, name: by }, text });
}

const log = (count: number) => Array.from({ length: count }, (_, index) => message(index + 1));

function frame(events: readonly RoomEvent[], prev: number, upTo: number): EventsFrame {
  return {
    type: 'events',
    room: 'demo',
    prev: at(prev),
    position: at(upTo),
    events: events.slice(prev, upTo),
  };
}

function joined(events: readonly RoomEvent[], upTo: number, more: Partial<JoinedFrame> = {}): ChatAction {
  const raw = { type: 'joined', room: 'demo', position: at(upTo), recovered: false, settings: {} };
  const parsed = parseServerFrame(raw) as JoinedFrame;
  return {
    type: 'joined',
    resumed: false,
    frame: { ...parsed, history: events.slice(Math.max(0, upTo - 50), upTo), ...more },
  };
}

const run = (actions: readonly ChatAction[], from: ChatState = emptyChat('me')) =>
  actions.reduce(reduceChat, from);
const ids = (state: ChatState) => state.lines.map((line) => line.id);
const events = (all: readonly RoomEvent[], prev: number, upTo: number): ChatAction => ({
  type: 'events',
  frame: frame(all, prev, upTo),
});

describe('events', () => {
  const all = log(10);

  it('continue the position, in order', () => {
    const state = run([joined(all, 2), events(all, 2, 4), events(all, 4, 5)]);
    expect(ids(state)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
    expect(state.position).toBe(at(5));
  });

  it('that came before are passed over', () => {
    const state = run([joined(all, 2), events(all, 2, 4)]);
    expect(reduceChat(state, events(all, 2, 4))).toBe(state);
  });

  it('that leave a gap are not shown, nor is anything after them, until the room is joined anew', () => {
    const state = run([joined(all, 2), events(all, 4, 6), events(all, 6, 7)]);
    expect(ids(state)).toEqual(['e1', 'e2']);
    expect(state).toMatchObject({ gap: true, position: at(2) });

    const closed = run([joined(all, 2, { recovered: true, history: [] }), events(all, 2, 7)], state);
    expect(ids(closed)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7']);
    expect(closed.gap).toBe(false);
  });

  it('of a double in the log are shown once', () => {
    const doubled = [message(1), message(2), message(1), message(3)];
    expect(ids(run([joined(doubled, 0), events(doubled, 0, 4)]))).toEqual(['e1', 'e2', 'e3']);
  });
});

describe('joining anew', () => {
  const all = log(10);
  const before = run([joined(all, 3)]);

  it('exactly where the list ends takes nothing from the history that comes along', () => {
    const kept = { position: at(3), older: null, hidden: [], cleared: [], lines: [], pending: [] };
    const state = run([{ type: 'restored', kept }, joined(all, 3, { recovered: true }), events(all, 3, 5)]);
    expect(ids(state)).toEqual(['e4', 'e5']);
  });

  it('with recovery goes on without a line between', () => {
    const state = run([joined(all, 3, { recovered: true, history: [] }), events(all, 3, 5)], before);
    expect(ids(state)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
  });

  it('without recovery begins with the history, and says that messages may be missing', () => {
    const action = { ...joined(all, 9, { history: all.slice(7, 9) }), resumed: true } as ChatAction;
    const state = reduceChat(before, action);
    expect(state.lines.map((line) => line.kind)).toEqual(['restarted', 'message', 'message']);
    expect(state.older).toBe(at(9));
  });

  it('closes the break once older history is read', () => {
    const action = { ...joined(all, 9, { history: all.slice(7, 9) }), resumed: true } as ChatAction;
    const page = { events: all.slice(2, 9), before: at(2), after: null };
    const state = run([action, { type: 'older', before: at(9), page }], before);
    expect(ids(state)).toEqual(['e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9']);
    expect(state.older).toBe(at(2));
  });
});

describe('own posts', () => {
  const write = (key: string, text: string): ChatAction => ({
    type: 'written',
    key,
    text,
    at: 1,
    replyTo: null,
  });
  const mine = [message(1, 'me', 'hello')];
  const start = run([joined([], 0), write('k1', 'hello')]);

  it('are pending until their event is there, when `posted` comes first', () => {
    const posted = reduceChat(start, { type: 'posted', key: 'k1', event: 'e1' });
    expect(posted.pending).toMatchObject([{ status: 'posted', event: 'e1' }]);
    const shown = reduceChat(posted, events(mine, 0, 1));
    expect(shown.pending).toEqual([]);
    expect(ids(shown)).toEqual(['e1']);
  });

  it('are shown once, when the event comes first', () => {
    const shown = reduceChat(start, events(mine, 0, 1));
    expect(shown.pending).toMatchObject([{ key: 'k1', shownAs: 'e1' }]);
    expect(reduceChat(shown, { type: 'posted', key: 'k1', event: 'e1' }).pending).toEqual([]);
  });

  it('of the same words are each taken for one event', () => {
    const twice = [message(1, 'me', 'hello'), message(2, 'me', 'hello')];
    const state = run([write('k2', 'hello'), events(twice, 0, 2)], start);
    expect(state.pending.map((post) => post.shownAs)).toEqual(['e1', 'e2']);
  });

  it('that are refused can be sent again under the same key', () => {
    const failed = reduceChat(start, { type: 'refused', key: 'k1', code: 'slow_mode', retryAt: 7 });
    expect(failed.pending).toMatchObject([{ status: 'failed', refusal: { code: 'slow_mode', retryAt: 7 } }]);
    const again = reduceChat(failed, { type: 'retried', key: 'k1' });
    expect(again.pending).toMatchObject([{ key: 'k1', status: 'sending', refusal: null }]);
    expect(reduceChat(failed, { type: 'discarded', key: 'k1' }).pending).toEqual([]);
  });

  it('are bounded', () => {
    const many = Array.from({ length: PENDING_MAX + 5 }, (_, index) => write(`n${index}`, 'x'));
    expect(run(many).pending).toHaveLength(PENDING_MAX);
  });

  it('of others with the same words are not taken for them', () => {
    expect(reduceChat(start, events([message(1, 'other', 'hello')], 0, 1)).pending).toMatchObject([
      { shownAs: null },
    ]);
  });
});

describe('events that change others', () => {
  const base = run([joined([message(1, 'a'), message(2, 'b'), message(3, 'a')], 3)]);
  const afterEvents = (...raw: object[]) =>
    reduceChat(base, {
      type: 'events',
      frame: {
        type: 'events',
        room: 'demo',
        prev: at(3),
        position: at(3 + raw.length),
        events: raw.map((event, index) => parseRoomEvent({ id: `x${index}`, at: 9, ...event })),
      },
    });
  const hidden = (state: ChatState) => state.lines.map((line) => line.kind === 'message' && line.hidden);

  it('removed hides its target', () => {
    expect(hidden(afterEvents({ type: 'removed', target: 'e2' }))).toEqual([null, 'removed', null]);
  });

  it('cleared hides all of a viewer so far', () => {
    expect(hidden(afterEvents({ type: 'cleared', viewer: 'a' }))).toEqual(['cleared', null, 'cleared']);
  });

  it('what is hidden goes from the replies that quote it, and they stay', () => {
    const by = { id: 'c', name: 'c' };
    const quoting = (target: string, author: string) => ({
      type: 'message',
      by,
      text: 'yes',
      replyTo: { id: target, by: author, name: author, excerpt: 'text' },
    });
    const quoted = (state: ChatState) =>
      state.lines.slice(3).map((line) => line.kind === 'message' && line.event.replyTo?.excerpt);
    const replies = [quoting('e1', 'a'), quoting('e2', 'b'), quoting('e3', 'a')];
    expect(quoted(afterEvents(...replies))).toEqual(['text', 'text', 'text']);
    expect(quoted(afterEvents(...replies, { type: 'removed', target: 'e1' }))).toEqual(['', 'text', 'text']);
    expect(quoted(afterEvents(...replies, { type: 'cleared', viewer: 'a' }))).toEqual(['', 'text', '']);
    const pinned = { type: 'pinned', target: { id: 'r', at: 1, ...quoting('e2', 'b') } };
    expect(afterEvents(pinned).pinned?.replyTo?.excerpt).toBe('text');
    expect(afterEvents(pinned, { type: 'removed', target: 'e2' }).pinned?.replyTo?.excerpt).toBe('');
  });

  it('pinned shows a message above the list until unpinned or removed', () => {
    const target = { id: 'e1', type: 'message', at: 1, by: { id: 'a', name: 'a' }, text: 'text 1' };
    expect(afterEvents({ type: 'pinned', target }).pinned?.id).toBe('e1');
    expect(afterEvents({ type: 'pinned', target }, { type: 'unpinned', target }).pinned).toBeNull();
    expect(afterEvents({ type: 'pinned', target }, { type: 'removed', target: 'e1' }).pinned).toBeNull();
  });

  it('settings, closed and opened change how one may write', () => {
    const state = afterEvents({
      type: 'settings',
      settings: { open: true, textLength: 9, slowModeSeconds: 5 },
    });
    expect(state).toMatchObject({ textLength: 9, settings: { slowModeSeconds: 5 }, open: true });
    expect(afterEvents({ type: 'closed' }).open).toBe(false);
    expect(afterEvents({ type: 'closed' }, { type: 'opened' }).open).toBe(true);
  });

  it('donation and notice are lines; reactions, trending and broadcast are not', () => {
    const state = afterEvents(
      { type: 'donation', by: { id: 'a', name: 'a' }, amount: 5, currency: 'KRW' },
      { type: 'notice', text: 'soon' },
      { type: 'reactions', counts: { '👍': 2 } },
      { type: 'trending', words: [{ word: 'goal', count: 3 }] },
      { type: 'broadcast', state: 'live', playback: 'http://localhost/x.m3u8' },
    );
    expect(state.lines.slice(3).map((line) => line.kind)).toEqual(['donation', 'notice']);
    expect(state).toMatchObject({
      reactions: { counts: { '👍': 2 } },
      trending: [{ word: 'goal' }],
      playback: 'http://localhost/x.m3u8',
    });
  });

  it('removed hides a donation, and cleared does not', () => {
    const gift = { type: 'donation', by: { id: 'a', name: 'a' }, amount: 5, currency: 'KRW' };
    const state = afterEvents(gift, gift, { type: 'cleared', viewer: 'a', reason: 'clear' });
    const [first, second] = state.lines.filter((line) => line.kind === 'donation');
    expect([first?.hidden, second?.hidden]).toEqual([null, null]);
    const after = afterEvents(gift, gift, { type: 'removed', target: first?.id });
    expect(after.lines.flatMap((line) => (line.kind === 'donation' ? [line.hidden] : []))).toEqual([
      'removed',
      null,
    ]);
  });

  it('broadcast that ended takes the player away', () => {
    const live = { type: 'broadcast', state: 'live', playback: 'http://localhost/x.m3u8' };
    expect(afterEvents(live, { type: 'broadcast', state: 'ended' }).playback).toBeNull();
  });

  it('unknown ones move the position and nothing else', () => {
    const state = afterEvents({ type: 'poll' });
    expect(state.lines).toEqual(base.lines);
    expect(state.position).toBe(at(4));
  });
});

describe('older history', () => {
  it('does not bring back what moderators hid', () => {
    const reply = parseRoomEvent({
      id: 'r1',
      type: 'message',
      at: 2,
      by: { id: 'd', name: 'd' },
      text: 'no',
      replyTo: { id: 'e2', by: 'b', name: 'b', excerpt: 'text 2' },
    });
    const all = [message(1, 'a'), message(2, 'b'), message(3, 'a'), message(4, 'c')];
    const hiding = [
      parseRoomEvent({ id: 'x1', type: 'removed', at: 9, target: 'e2' }),
      parseRoomEvent({ id: 'x2', type: 'cleared', at: 9, viewer: 'a' }),
    ];
    const log = [...all, ...hiding];
    const state = run([joined(log, 4, { history: all.slice(3) }), events(log, 4, 6)]);
    const page = { events: [...all.slice(0, 3), reply], before: null, after: at(3) };
    const older = reduceChat(state, { type: 'older', before: at(4), page });
    expect(older.lines.map((line) => line.kind === 'message' && line.hidden)).toEqual([
      'cleared',
      'removed',
      'cleared',
      null,
      null,
    ]);
    expect(older.lines[3]).toMatchObject({ event: { text: 'no', replyTo: { excerpt: '' } } });
  });
});

describe('missed', () => {
  const all = log(20);
  const state = run([joined(all, 3), { type: 'missed', prev: at(3), position: at(9) }, events(all, 9, 10)]);

  it('leaves a line, and the chat goes on after it', () => {
    expect(ids(state)).toEqual(['e1', 'e2', 'e3', `missed ${at(9)}`, 'e10']);
  });

  it('is filled in its place, a page at a time', () => {
    const line = `missed ${at(9)}`;
    const first = reduceChat(state, {
      type: 'filled',
      line,
      page: { events: all.slice(3, 6), before: null, after: at(6) },
    });
    expect(ids(first)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', line, 'e10']);
    const second = reduceChat(first, {
      type: 'filled',
      line,
      page: { events: all.slice(6, 12), before: null, after: at(12) },
    });
    expect(ids(second)).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10']);
  });
});

describe('bounds', () => {
  it('a viewer at the end keeps the newest lines, and can still ask for those let go', () => {
    const all = log(LINES_MAX + 30);
    const state = run([joined(all, 0), events(all, 0, 500), events(all, 500, LINES_MAX + 30)]);
    expect(state.lines).toHaveLength(LINES_MAX);
    expect(state.lines[0]?.id).toBe('e31');
    expect(state.older).toBe(at(500));
  });

  it('a viewer who reads back keeps more, until the end is followed again', () => {
    const all = log(LINES_READING_MAX + 10);
    const reading = run([
      joined(all, 0),
      { type: 'follows', following: false },
      events(all, 0, LINES_READING_MAX + 10),
    ]);
    expect(reading.lines).toHaveLength(LINES_READING_MAX);
    expect(reduceChat(reading, { type: 'follows', following: true }).lines).toHaveLength(LINES_MAX);
  });

  it('remembers a bounded number of ids', () => {
    const all = log(SEEN_MAX + 500);
    const state = run([joined(all, 0), events(all, 0, 3_000), events(all, 3_000, SEEN_MAX + 500)]);
    expect(state.seen.size).toBeLessThanOrEqual(SEEN_MAX);
  });
});

describe('for every way in which frames can come', () => {
  const all = log(60);
  /** A cut of the log into frames, some of them repeated, left out or early; sometimes a new join. */
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('next' as const), size: fc.integer({ min: 1, max: 6 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('any' as const),
        prev: fc.nat(59),
        size: fc.integer({ min: 1, max: 9 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('resume' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('older' as const) }) },
  );

  it('the list is in order, without doubles, bounded, and whole between its breaks', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = run([joined(all, 5)]);
        for (const one of steps) {
          const here = Number(state.position?.slice(2) ?? 0);
          switch (one.kind) {
            case 'next':
              state = reduceChat(state, events(all, here, Math.min(60, here + one.size)));
              break;
            case 'any':
              state = reduceChat(state, events(all, one.prev, Math.min(60, one.prev + one.size)));
              break;
            case 'resume':
              state = reduceChat(state, joined(all, here, { recovered: true, history: [] }));
              break;
            case 'restart': {
              const upTo = Math.min(60, here + 20);
              state = reduceChat(state, {
                ...joined(all, upTo, { history: all.slice(Math.max(0, upTo - 4), upTo) }),
                resumed: true,
              } as ChatAction);
              break;
            }
            case 'older': {
              const before = state.older ?? '';
              const end = Number(before.slice(2));
              const from = Math.max(0, end - 10);
              const page = {
                events: all.slice(from, end),
                before: from === 0 ? null : at(from),
                after: null,
              };
              state = reduceChat(state, { type: 'older', before, page });
              break;
            }
          }
          const shown = state.lines.flatMap((line) =>
            line.kind === 'message' ? [Number(line.id.slice(1))] : [],
          );
          const first = shown[0] ?? 0;
          expect(shown).toEqual(shown.map((_, index) => first + index));
          expect(shown.at(-1) ?? 0).toBe(Number(state.position?.slice(2)));
          expect(state.lines.length).toBeLessThanOrEqual(LINES_READING_MAX);
          expect(new Set(ids(state)).size).toBe(state.lines.length);
        }
      }),
      { numRuns: 400 },
    );
  });
});
