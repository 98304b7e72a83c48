import type { EventStream, Network, Socket, StreamMessage, Transport } from '@/features/chat/transport';
import { type ClientFrame, encodeClientFrame, parseJson } from '@/features/chat/wire';

type Frame = Record<string, unknown>;
type Event = { id: string; type: string; at: number } & Frame;

/** The server's end of one socket. */
export class FakeSession {
  readonly frames: ClientFrame[] = [];
  readonly socket: Socket;
  isClosed = false;
  readonly #server: FakeChatServer;

  constructor(server: FakeChatServer) {
    this.#server = server;
    this.socket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => this.#receive(text),
      close: () => {
        this.isClosed = true;
      },
    };
  }

  open(): void {
    this.socket.onopen?.();
  }

  send(frame: Frame): void {
    this.socket.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** Ends the connection from the server's side. */
  close(code: number): void {
    this.isClosed = true;
    this.socket.onclose?.({ code });
  }

  sent<T extends ClientFrame['type']>(type: T): Extract<ClientFrame, { type: T }>[] {
    return this.frames.filter((frame): frame is Extract<ClientFrame, { type: T }> => frame.type === type);
  }

  #receive(text: string): void {
    const frame = parseJson(text) as ClientFrame;
    if (encodeClientFrame(frame) !== text) {
      throw new Error(`not a frame of the protocol: ${text}`);
    }
    this.frames.push(frame);
    this.#server.answer(this, frame);
  }
}

/** The server's end of one SSE stream. */
export class FakeStream {
  readonly after: string | null;
  readonly stream: EventStream;
  isClosed = false;
  readonly #listeners = new Map<string, (event: StreamMessage) => void>();

  constructor(after: string | null) {
    this.after = after;
    this.stream = {
      onerror: null,
      addEventListener: (type, listener) => this.#listeners.set(type, listener),
      close: () => {
        this.isClosed = true;
      },
    };
  }

  send(type: string, data: Frame, id = ''): void {
    this.#listeners.get(type)?.({ data: JSON.stringify(data), lastEventId: id });
  }

  fail(): void {
    this.stream.onerror?.();
  }
}

/**
 * A room's log in memory, spoken to by the wire protocol. Answers `hello`, `join`, `ping` and `post` by itself as the
 * protocol says, unless `isSilent`; tests say when sockets open and close and what else is sent.
 */
export class FakeChatServer {
  readonly log: Event[] = [];
  readonly sessions: FakeSession[] = [];
  readonly streams: FakeStream[] = [];
  /** Whether a new socket opens by itself; else it fails. */
  isReachable = true;
  /** Whether new sockets stay unopened until the test opens them. */
  isSlow = false;
  isSilent = false;
  /** Where set, `join` cannot continue and gives this many of the newest events. */
  cannotResume = false;
  viewer: { id: string; name: string } | null = { id: 'me', name: 'Mina' };
  /** The role that `joined` tells. */
  role = 'viewer';
  /** What `joined` tells of the room's settings. */
  settings: Frame = { open: true, textLength: 500, slowModeSeconds: 0, reactions: [] };
  refusePost: Frame | null = null;
  refuseJoin: Frame | null = null;
  /** Tokens that `hello` refuses as expired. */
  readonly expired = new Set<string>();
  #isOnline = true;
  readonly #networkListeners = new Set<() => void>();
  readonly #byKey = new Map<string, string>();
  readonly #asked: [FakeSession, ClientFrame][] = [];

  readonly network: Network = {
    isOnline: () => this.#isOnline,
    subscribe: (listener) => {
      this.#networkListeners.add(listener);
      return () => {
        this.#networkListeners.delete(listener);
      };
    },
  };

  readonly transport: Transport = {
    network: this.network,
    openSocket: () => {
      const session = new FakeSession(this);
      this.sessions.push(session);
      if (!this.isSlow) {
        queueMicrotask(() => (this.isReachable ? session.open() : session.close(1006)));
      }
      return session.socket;
    },
    openStream: (_room, after) => {
      const stream = new FakeStream(after);
      this.streams.push(stream);
      return stream.stream;
    },
  };

  get session(): FakeSession {
    return this.sessions.at(-1) ?? fail('no socket was opened');
  }

  get stream(): FakeStream {
    return this.streams.at(-1) ?? fail('no stream was opened');
  }

  get listeners(): number {
    return this.#networkListeners.size;
  }

  goOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    for (const listener of this.#networkListeners) {
      listener();
    }
  }

  /** Adds an event to the log without telling anyone. */
  append(event: Partial<Event>): Event {
    const full = { id: `e${this.log.length + 1}`, type: 'message', at: 1_790_000_000_000, ...event };
    this.log.push(full);
    return full;
  }

  message(text: string, by = 'other'): Event {
    return this.append({
      by: { id: by, name: by === 'me' ? 'Mina' : 'Jun', role: 'viewer', color: '#2f7fd1' },
      text,
    });
  }

  /** Sends what came after `prev` to a session, as one frame. */
  fanOut(session: FakeSession, prev: number): void {
    session.send({ type: 'events', ...this.frame(prev, this.log.length) });
  }

  /** Says something and sends it to the newest session. */
  say(text: string, by = 'other'): Event {
    const event = this.message(text, by);
    this.fanOut(this.session, this.log.length - 1);
    return event;
  }

  /** Adds an event and sends it to the newest session. */
  tell(event: Partial<Event>): Event {
    const full = this.append(event);
    this.fanOut(this.session, this.log.length - 1);
    return full;
  }

  /** Answers what came while it was silent. */
  answerAll(session: FakeSession): void {
    for (const frame of [...session.frames]) {
      this.answer(session, frame);
    }
  }

  /** Answers a `join` as a server does that has read only the first `count` events of the log so far. */
  joinBehind(session: FakeSession, count: number): void {
    const ahead = this.log.splice(count);
    this.answerAll(session);
    this.log.push(...ahead);
  }

  /** What a frame of the events after the first `prev` up to the first `count` holds. */
  frame(prev: number, count: number): Frame {
    return {
      room: 'demo',
      prev: position(prev),
      position: position(count),
      events: this.log.slice(prev, count),
    };
  }

  /** One frame after the other: what an answer makes the page send is answered after it. */
  answer(session: FakeSession, frame: ClientFrame): void {
    if (this.isSilent) {
      return;
    }
    this.#asked.push([session, frame]);
    if (this.#asked.length === 1) {
      for (const asked of this.#asked) {
        this.#answer(...asked);
      }
      this.#asked.length = 0;
    }
  }

  #answer(session: FakeSession, frame: ClientFrame): void {
    switch (frame.type) {
      case 'hello':
        if (frame.token !== undefined && this.expired.has(frame.token)) {
          session.send({ type: 'error', re: frame.id, code: 'token_expired', message: '' });
          break;
        }
        session.send({
          type: 'welcome',
          re: frame.id,
          session: `s${this.sessions.length}`,
          viewer: frame.token === undefined ? null : this.viewer,
          heartbeatSeconds: 30,
          limits: { textLength: 500 },
        });
        break;
      case 'join':
        this.#join(session, frame);
        break;
      case 'post':
        this.#post(session, frame);
        break;
      case 'ping':
        session.send({ type: 'pong', re: frame.id });
        break;
      case 'leave':
      case 'react':
        break;
    }
  }

  #join(session: FakeSession, frame: Extract<ClientFrame, { type: 'join' }>): void {
    if (this.refuseJoin) {
      session.send({ type: 'error', re: frame.id, ...this.refuseJoin });
      return;
    }
    const after = frame.after === undefined ? null : Number(frame.after.slice(2));
    const canResume = after !== null && !this.cannotResume;
    session.send({
      type: 'joined',
      re: frame.id,
      room: frame.room,
      position: position(canResume ? after : this.log.length),
      recovered: canResume,
      history: canResume ? [] : this.log.slice(-(frame.history ?? 50)),
      settings: this.settings,
      viewers: 1,
      role: this.role,
      pinned: null,
    });
    if (canResume && after < this.log.length) {
      this.fanOut(session, after);
    }
  }

  #post(session: FakeSession, frame: Extract<ClientFrame, { type: 'post' }>): void {
    if (this.refusePost) {
      session.send({ type: 'error', re: frame.id, ...this.refusePost });
      return;
    }
    const known = frame.key === undefined ? undefined : this.#byKey.get(frame.key);
    const event = known ?? this.message(frame.text, 'me').id;
    this.#byKey.set(frame.key ?? event, event);
    session.send({ type: 'posted', re: frame.id, event, position: position(this.log.length) });
    if (known === undefined) {
      this.fanOut(session, this.log.length - 1);
    }
  }
}

/** The position after the first `count` events. */
export function position(count: number): string {
  return `q.${count}`;
}

function fail(why: string): never {
  throw new Error(why);
}
