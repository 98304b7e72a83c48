import { describe, expect, it } from 'vitest';
import { FakeChatServer, position } from '@/testing/fake-chat-server';
import { FakeClock, settled } from '@/testing/fake-clock';
import {
  AT_ONCE_SPREAD_MILLIS,
  OPEN_TIMEOUT_MILLIS,
  PONG_TIMEOUT_MILLIS,
  RENEW_BEFORE_MILLIS,
  STABLE_MILLIS,
  TOKEN_AGAIN_MILLIS,
} from './chat-connection';
import { ChatRoom, type ChatRoomOptions, POST_TIMEOUT_MILLIS } from './chat-room';
import type { RoomApi } from './room-api';
import { type RoomMemory, roomMemory } from './room-memory';

class MemoryStorage implements Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

function scene(options: Partial<ChatRoomOptions> & { server?: FakeChatServer; memory?: RoomMemory } = {}) {
  const server = options.server ?? new FakeChatServer();
  const clock = new FakeClock();
  const tokens: boolean[] = [];
  const posted: { text: string; key: string }[] = [];
  const api: RoomApi = {
    history: async () => ({ events: [], before: null, after: null }),
    post: async (_, post) => {
      posted.push(post);
      return { event: server.message(post.text, 'me').id, position: position(server.log.length) };
    },
  };
  let keys = 0;
  const room = new ChatRoom({
    room: 'demo',
    me: 'me',
    transport: server.transport,
    token: async (renew) => {
      tokens.push(renew);
      return { value: `t${tokens.length}`, expiresAt: clock.now() + 900_000 };
    },
    api,
    memory: roomMemory(new MemoryStorage() as unknown as Storage),
    clock,
    random: () => 0.5,
    newKey: () => `k${++keys}`,
    soon: (run) => run(),
    ...options,
  });
  const texts = () =>
    room.view().chat.lines.map((line) => (line.kind === 'message' ? line.event.text : `[${line.kind}]`));
  const start = async () => {
    room.start();
    await settled();
  };
  return { server, clock, tokens, posted, room, texts, start, status: () => room.view().connection };
}

/** The session is told to drain, and is closed while the next one is still opening. */
async function endWhileOtherOpens(server: FakeChatServer, clock: FakeClock): Promise<void> {
  const before = server.session;
  before.send({ type: 'drain', reconnectWithinMs: 10_000 });
  server.isSlow = true;
  await clock.pass(5_000);
  before.close(1012);
}

describe('joining', () => {
  it('says hello with the token, joins with history, and is live', async () => {
    const { server, room, texts, start, status } = scene();
    server.message('first');
    await start();
    expect(server.session.frames).toEqual([
      { type: 'hello', id: 1, token: 't1' },
      { type: 'join', id: 2, room: 'demo', history: 50 },
    ]);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    expect(texts()).toEqual(['first']);
    server.say('second');
    expect(texts()).toEqual(['first', 'second']);
    room.stop();
  });

  it('a guest says hello without a token', async () => {
    const { server, start } = scene({ me: null, token: async () => null });
    await start();
    expect(server.session.sent('hello')).toEqual([{ type: 'hello', id: 1 }]);
  });

  it('a token service that is away does not keep the chat away', async () => {
    const { server, start, status } = scene({ token: () => Promise.reject(new Error('away')) });
    await start();
    expect(server.session.sent('hello')).toEqual([{ type: 'hello', id: 1 }]);
    expect(status().status).toBe('live');
  });

  it.each(['room_unknown', 'banned'])('%s ends it until the viewer asks again', async (code) => {
    const { server, clock, room, start, status } = scene();
    server.refuseJoin = { code };
    await start();
    await clock.pass(600_000);
    expect(server.sessions).toHaveLength(1);
    expect(status()).toEqual({ status: 'closed', code });
    server.refuseJoin = null;
    room.retryNow();
    await settled();
    expect(status().status).toBe('live');
  });

  it('that is refused for now is tried again, not before the time asked for', async () => {
    const { server, clock, start, status } = scene();
    server.refuseJoin = { code: 'rate_limited', retryAfterMs: 4_000 };
    await start();
    server.refuseJoin = null;
    await clock.pass(3_999);
    expect(status().status).toBe('waiting');
    await clock.pass(AT_ONCE_SPREAD_MILLIS);
    expect(status().status).toBe('live');
  });

  it('a closed room shows what was said in it', async () => {
    const api: RoomApi = {
      history: async () => ({
        events: [{ type: 'message', id: 'e1', at: 1, by: { id: 'a', name: 'a' }, text: 'old' }],
        before: null,
        after: null,
      }),
      post: () => Promise.reject(new Error('closed')),
    };
    const { server, room, texts, start } = scene({ api });
    server.refuseJoin = { code: 'room_closed' };
    await start();
    expect(texts()).toEqual(['old']);
    expect(room.view().chat.open).toBe(false);
  });
});

describe('a cut', () => {
  it('is followed by a join with `after`; nothing is lost or doubled', async () => {
    const { server, clock, texts, start, status } = scene();
    await start();
    server.say('one');
    server.session.close(1006);
    server.message('while away');
    expect(status().status).toBe('waiting');
    await clock.pass(1_000);
    expect(server.session.sent('join')).toEqual([
      { type: 'join', id: expect.any(Number), room: 'demo', after: position(1), history: 50 },
    ]);
    server.say('back');
    expect(texts()).toEqual(['one', 'while away', 'back']);
  });

  it('that cannot be recovered begins anew, and says so', async () => {
    const { server, clock, texts, start } = scene();
    await start();
    server.say('one');
    server.session.close(1006);
    server.cannotResume = true;
    server.message('two');
    await clock.pass(1_000);
    expect(texts()).toEqual(['[restarted]', 'one', 'two']);
  });

  it.each([4000, 4001, 4002, 1012])('by %i is answered at once', async (code) => {
    const { server, clock, start, status } = scene();
    await start();
    server.session.close(code);
    await clock.pass(AT_ONCE_SPREAD_MILLIS);
    expect(status().status).toBe('live');
  });

  it.each([4500, 4502, 4503, 4504])('by %i is final', async (code) => {
    const { server, clock, start, status } = scene();
    await start();
    server.session.close(code);
    await clock.pass(3_600_000);
    expect(status().status).toBe('closed');
    expect(server.sessions).toHaveLength(1);
  });

  it('by 4002 takes a new token along', async () => {
    const { server, clock, tokens, start } = scene();
    await start();
    server.session.close(4002);
    await clock.pass(AT_ONCE_SPREAD_MILLIS);
    expect(tokens).toEqual([false, true]);
  });

  it('again and again is answered more slowly, up to a bound, until a connection was stable', async () => {
    const { server, clock, start, status } = scene();
    await start();
    const pauses: number[] = [];
    for (let cut = 0; cut < 8; cut += 1) {
      server.session.close(1013);
      const from = clock.now();
      while (status().status !== 'live') {
        await clock.pass(125);
      }
      pauses.push(clock.now() - from);
    }
    expect(pauses).toEqual([375, 750, 1500, 3000, 6000, 7500, 7500, 7500]);
    await clock.pass(STABLE_MILLIS);
    server.session.close(1013);
    await clock.pass(375);
    expect(status().status).toBe('live');
  });

  it('of the network is waited out', async () => {
    const { server, clock, texts, start, status } = scene();
    await start();
    server.goOnline(false);
    expect(status()).toEqual({ status: 'waiting', retryAt: null });
    expect(server.session.isClosed).toBe(true);
    server.message('while away');
    await clock.pass(60_000);
    expect(server.sessions).toHaveLength(1);
    server.goOnline(true);
    await clock.pass(AT_ONCE_SPREAD_MILLIS);
    expect(texts()).toEqual(['while away']);
  });

  it('that nobody tells of is found by a ping without answer', async () => {
    const { server, clock, start, status } = scene();
    await start();
    await clock.pass(30_000);
    expect(server.session.sent('ping')).toHaveLength(1);
    expect(status().status).toBe('live');
    server.isSilent = true;
    await clock.pass(30_000 + PONG_TIMEOUT_MILLIS);
    expect(status().status).toBe('waiting');
  });

  it('before the first answer is found too', async () => {
    const { server, clock, start, status } = scene();
    server.isSilent = true;
    await start();
    expect(status().status).toBe('connecting');
    await clock.pass(OPEN_TIMEOUT_MILLIS);
    expect(status().status).toBe('waiting');
  });
});

describe('a gap in the positions', () => {
  it('is closed by joining anew', async () => {
    const { server, clock, texts, start } = scene();
    await start();
    server.message('one');
    server.message('two');
    server.fanOut(server.session, 1);
    expect(texts()).toEqual([]);
    await clock.pass(AT_ONCE_SPREAD_MILLIS);
    expect(server.sessions).toHaveLength(2);
    expect(texts()).toEqual(['one', 'two']);
  });
});

describe('drain', () => {
  it('moves to another server at a random moment of the window, with `after`', async () => {
    const { server, clock, texts, start } = scene();
    await start();
    server.say('one');
    server.session.send({ type: 'drain', reconnectWithinMs: 10_000 });
    await clock.pass(4_999);
    expect(server.sessions).toHaveLength(1);
    await clock.pass(1);
    expect(server.sessions).toHaveLength(2);
    expect(server.session.sent('join')[0]?.after).toBe(position(1));
    expect(texts()).toEqual(['one']);
  });

  it('goes on where it is until the room is joined at the other server', async () => {
    const { server, clock, room, texts, start, status } = scene();
    await start();
    const before = server.session;
    before.send({ type: 'drain', reconnectWithinMs: 10_000 });
    server.isSlow = true;
    server.isSilent = true;
    await clock.pass(5_000);
    const after = server.session;
    server.message('meanwhile');
    server.fanOut(before, 0);
    after.open();
    expect(after.sent('join')[0]?.after).toBe(position(1));
    server.message('while it joins');
    server.fanOut(before, 1);
    expect(texts()).toEqual(['meanwhile', 'while it joins']);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    room.write('on its way', null);
    expect(before.sent('post')).toHaveLength(1);

    server.isSilent = false;
    server.answerAll(after);
    expect(before.isClosed).toBe(true);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    expect(after.sent('post')[0]?.key).toBe(before.sent('post')[0]?.key);
    server.say('later');
    expect(texts()).toEqual(['meanwhile', 'while it joins', 'on its way', 'later']);
    await clock.pass(30_000);
    expect(after.sent('ping')).toHaveLength(1);
    expect(before.sent('ping')).toHaveLength(0);
  });

  it('that is slower than the former one repeats nothing', async () => {
    const { server, clock, texts, start } = scene();
    await start();
    const before = server.session;
    server.say('one');
    before.send({ type: 'drain', reconnectWithinMs: 10_000 });
    server.isSilent = true;
    await clock.pass(5_000);
    const after = server.session;
    server.message('two');
    server.fanOut(before, 1);
    server.message('three');
    server.fanOut(before, 2);
    server.isSilent = false;
    server.joinBehind(after, 1);
    after.send({ type: 'events', ...server.frame(1, 2) });
    after.send({ type: 'events', ...server.frame(2, 3) });
    server.say('four');
    expect(texts()).toEqual(['one', 'two', 'three', 'four']);
    expect(server.sessions).toHaveLength(2);
  });

  it.each([
    ['cannot be reached', (server: FakeChatServer) => Object.assign(server, { isReachable: false })],
    ['refuses', (server: FakeChatServer) => Object.assign(server, { refuseJoin: { code: 'unavailable' } })],
    ['never opens', (server: FakeChatServer) => Object.assign(server, { isSlow: true })],
    ['never answers', (server: FakeChatServer) => Object.assign(server, { isSilent: true })],
  ])('stays where the other server %s, and tries again', async (_, breakIt) => {
    const { server, clock, texts, start, status } = scene();
    await start();
    const before = server.session;
    before.send({ type: 'drain', reconnectWithinMs: 10_000 });
    breakIt(server);
    await clock.pass(5_000);
    const failing = server.session;
    expect(server.sessions).toHaveLength(2);
    server.message('still here');
    server.fanOut(before, 0);
    await clock.pass(OPEN_TIMEOUT_MILLIS);
    expect(failing.isClosed).toBe(true);
    expect(before.isClosed).toBe(false);
    expect(texts()).toEqual(['still here']);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    Object.assign(server, { isReachable: true, refuseJoin: null, isSlow: false, isSilent: false });
    await clock.pass(20_000);
    expect(before.isClosed).toBe(true);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    expect(server.session.sent('join')[0]?.after).toBe(position(1));
  });

  it('that ends while the other one joins waits for that', async () => {
    const { server, clock, texts, start, status } = scene();
    await start();
    await endWhileOtherOpens(server, clock);
    expect(status().status).toBe('connecting');
    server.message('missed by nobody');
    server.session.open();
    expect(server.sessions).toHaveLength(2);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    expect(texts()).toEqual(['missed by nobody']);
  });

  it('that ends while no other one can be joined is a cut like any other', async () => {
    const { server, clock, start, status } = scene();
    await start();
    await endWhileOtherOpens(server, clock);
    server.session.close(1006);
    expect(status().status).toBe('waiting');
    server.isSlow = false;
    await clock.pass(1_000);
    expect(server.sessions).toHaveLength(3);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
  });

  it('is forgotten where the viewer goes away meanwhile', async () => {
    const { server, clock, room, start } = scene();
    await start();
    server.session.send({ type: 'drain', reconnectWithinMs: 10_000 });
    server.isSlow = true;
    await clock.pass(5_000);
    room.stop();
    expect(server.sessions.map((session) => session.isClosed)).toEqual([true, true]);
    server.session.open();
    await settled();
    expect(server.session.frames).toEqual([]);
  });
});

describe('the token', () => {
  it('that cannot be renewed now is asked for again, and the viewer stays who they are', async () => {
    let isAway = false;
    let count = 0;
    const { server, clock, start } = scene({
      token: async () => {
        if (isAway) {
          throw new Error('away');
        }
        count += 1;
        return { value: `t${count}`, expiresAt: clock.now() + 900_000 };
      },
    });
    await start();
    const hellos = () => server.session.sent('hello').map((hello) => hello.token);
    isAway = true;
    await clock.pass(900_000 - RENEW_BEFORE_MILLIS + TOKEN_AGAIN_MILLIS);
    expect(hellos()).toEqual(['t1']);
    isAway = false;
    await clock.pass(TOKEN_AGAIN_MILLIS);
    expect(hellos()).toEqual(['t1', 't2']);
  });

  it('that could not be had at first makes a viewer of the guest once it can', async () => {
    let isAway = true;
    const { server, clock, start } = scene({
      token: async () => {
        if (isAway) {
          throw new Error('away');
        }
        return { value: 't1', expiresAt: clock.now() + 900_000 };
      },
    });
    await start();
    isAway = false;
    await clock.pass(TOKEN_AGAIN_MILLIS);
    expect(server.session.sent('hello').map((hello) => hello.token)).toEqual([undefined, 't1']);
  });

  it('is renewed before it expires, by a second hello', async () => {
    const { server, clock, start } = scene();
    await start();
    await clock.pass(860_000);
    expect(server.session.sent('hello').map((hello) => hello.token)).toEqual(['t1', 't2']);
    expect(server.sessions).toHaveLength(1);
  });

  it('that is refused is replaced once, then the viewer reads as a guest', async () => {
    const { server, clock, tokens, start, status } = scene();
    server.expired.add('t1').add('t2');
    await start();
    expect(tokens).toEqual([false, true]);
    expect(server.session.sent('hello').map((hello) => hello.token)).toEqual(['t1', 't2']);
    await clock.pass(60_000);
    expect(tokens).toHaveLength(2);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
  });
});

describe('own posts', () => {
  it('are pending until the log has them', async () => {
    const { server, room, texts, start } = scene();
    await start();
    server.isSilent = true;
    expect(room.write('hello', null)).toBe(true);
    expect(room.view().chat.pending).toMatchObject([{ text: 'hello', status: 'sending' }]);
    expect(server.session.sent('post')).toEqual([
      { type: 'post', id: 3, room: 'demo', text: 'hello', key: 'k1' },
    ]);
    server.isSilent = false;
    server.answer(server.session, server.session.sent('post')[0] ?? expect.fail());
    expect(room.view().chat.pending).toEqual([]);
    expect(texts()).toEqual(['hello']);
  });

  it('name what they reply to', async () => {
    const { server, room, start } = scene();
    await start();
    room.write('yes', { id: 'e9', name: 'Jun', excerpt: 'really?' });
    expect(server.session.sent('post')[0]).toMatchObject({ replyTo: 'e9' });
  });

  it('whose answer was lost are sent again under their key, and appear once', async () => {
    const { server, clock, room, texts, start } = scene();
    await start();
    server.isSilent = true;
    room.write('hello', null);
    // The server has it, the answer gets lost with the line.
    const post = server.session.sent('post')[0] ?? expect.fail();
    const lost = server.session;
    lost.socket.onmessage = null;
    server.isSilent = false;
    server.answer(lost, post);
    lost.close(1006);
    await clock.pass(1_000);
    expect(server.session.sent('post')).toMatchObject([{ key: 'k1' }]);
    expect(texts()).toEqual(['hello']);
    expect(room.view().chat.pending).toEqual([]);
  });

  it('written while away are sent once back', async () => {
    const { server, clock, room, texts, start } = scene();
    await start();
    server.session.close(1006);
    room.write('later', null);
    await clock.pass(1_000);
    expect(texts()).toEqual(['later']);
    expect(room.view().chat.pending).toEqual([]);
  });

  it('that are refused say why, and can be sent again', async () => {
    const { server, clock, room, texts, start } = scene();
    await start();
    server.refusePost = { code: 'slow_mode', retryAfterMs: 3_000 };
    room.write('hello', null);
    expect(room.view().chat.pending).toMatchObject([
      { status: 'failed', refusal: { code: 'slow_mode', retryAt: clock.now() + 3_000 } },
    ]);
    server.refusePost = null;
    room.retry('k1');
    expect(texts()).toEqual(['hello']);
  });

  it('without an answer fail after a while', async () => {
    const { server, clock, room, start } = scene();
    await start();
    server.isSilent = true;
    room.write('hello', null);
    await clock.pass(POST_TIMEOUT_MILLIS);
    expect(room.view().chat.pending).toMatchObject([{ status: 'failed', refusal: { code: 'unavailable' } }]);
  });
});

describe('where no socket can be had', () => {
  async function onStream() {
    const it = scene();
    it.server.isReachable = false;
    await it.start();
    await it.clock.pass(5_000);
    it.server.stream.send('joined', {
      room: 'demo',
      position: 'q.0',
      recovered: false,
      settings: {},
      viewers: 2,
    });
    return it;
  }
  const streamed = (server: FakeChatServer, text: string) => {
    server.stream.send('message', server.message(text), position(server.log.length));
  };

  it('reads by SSE after a few tries', async () => {
    const { server, texts, status } = await onStream();
    expect(server.sessions).toHaveLength(3);
    expect(status()).toEqual({ status: 'live', by: 'stream' });
    streamed(server, 'one');
    streamed(server, 'two');
    expect(texts()).toEqual(['one', 'two']);
  });

  it('posts by REST', async () => {
    const { server, room, posted, texts } = await onStream();
    room.write('hello', null);
    await settled();
    expect(posted).toMatchObject([{ text: 'hello', key: 'k1' }]);
    expect(room.view().chat.pending).toMatchObject([{ status: 'posted' }]);
    server.stream.send('message', server.log[0] ?? expect.fail(), position(1));
    expect(texts()).toEqual(['hello']);
    expect(room.view().chat.pending).toEqual([]);
  });

  it('tries one socket after each cut, then SSE again with `after`', async () => {
    const { server, clock } = await onStream();
    streamed(server, 'one');
    server.stream.fail();
    await clock.pass(12_000);
    expect(server.sessions).toHaveLength(4);
    expect(server.streams).toHaveLength(2);
    expect(server.stream.after).toBe(position(1));
  });

  it('goes back to a socket when one can be had', async () => {
    const { server, clock, texts, status } = await onStream();
    streamed(server, 'one');
    server.isReachable = true;
    await clock.pass(121_000);
    expect(status()).toEqual({ status: 'live', by: 'socket' });
    expect(server.stream.isClosed).toBe(true);
    server.say('two');
    expect(texts()).toEqual(['one', 'two']);
  });
});

describe('a browser refresh', () => {
  it('goes on where the page was, without a missing or doubled line', async () => {
    const memory = roomMemory(new MemoryStorage() as unknown as Storage);
    const first = scene({ memory });
    first.server.message('zero');
    await first.start();
    first.server.say('one');
    first.room.stop();
    first.server.message('while loading');

    const second = scene({ memory, server: first.server });
    await second.start();
    expect(first.server.session.sent('join')[0]?.after).toBe(position(2));
    first.server.say('after');
    expect(second.texts()).toEqual(['zero', 'one', 'while loading', 'after']);
  });

  it('sends what had no answer yet again, in the same name only', async () => {
    const memory = roomMemory(new MemoryStorage() as unknown as Storage);
    const first = scene({ memory });
    await first.start();
    first.server.isSilent = true;
    first.room.write('on its way', null);
    first.room.stop();
    first.server.isSilent = false;

    const other = scene({ memory, server: first.server, me: 'someone-else' });
    await other.start();
    expect(other.room.view().chat.pending).toEqual([]);
    expect(first.server.session.sent('post')).toEqual([]);

    first.room.remember();
    const second = scene({ memory, server: first.server });
    await second.start();
    expect(first.server.session.sent('post')).toMatchObject([{ text: 'on its way', key: 'k1' }]);
    expect(second.texts()).toEqual(['on its way']);
  });
});

describe('what a browser keeps of a room', () => {
  it.each([
    { reader: 'me', next: 'someone-else', shown: [] },
    { reader: 'me', next: null, shown: [] },
    { reader: null, next: 'me', shown: ['said'] },
  ])('was read by $reader, and shows $next: $shown', async ({ reader, next, shown }) => {
    const memory = roomMemory(new MemoryStorage() as unknown as Storage);
    const first = scene({ memory, me: reader });
    first.server.message('said');
    await first.start();
    first.room.stop();
    const second = scene({ memory, me: next });
    second.room.start();
    expect(second.texts()).toEqual(shown);
    second.room.stop();
  });
});

describe('the end', () => {
  it('leaves no timer, no listener and no open socket behind', async () => {
    const { server, clock, room, start } = scene();
    await start();
    server.isSilent = true;
    room.write('hello', null);
    room.stop();
    expect(clock.waiting).toBe(0);
    expect(server.listeners).toBe(0);
    expect(server.session.isClosed).toBe(true);
  });

  it('news of a former socket changes nothing', async () => {
    const { server, clock, start, status } = scene();
    await start();
    const former = server.session;
    former.close(1012);
    await clock.pass(AT_ONCE_SPREAD_MILLIS);
    former.socket.onclose?.({ code: 4502 });
    former.send({ type: 'audience', room: 'demo', viewers: 99 });
    expect(status().status).toBe('live');
  });
});
