import type { Clock } from '@/shared/lib/clock';
import { type BackOffLimits, backOffMillis } from './back-off';
import { adviceFor, CLOSE_TOKEN_INVALID } from './close-codes';
import type { AccessToken, ConnectionSignal, ConnectionState } from './connection-signal';
import { joinBeside, type NextSession } from './next-session';
import { openRoomStream } from './room-stream';
import type { EventStream, Socket, Transport } from './transport';
import {
  type ClientFrame,
  type ErrorFrame,
  encodeClientFrame,
  type FrameId,
  type JoinedFrame,
  parseServerText,
  type ServerFrame,
  type WelcomeFrame,
} from './wire';

/** Pauses before a new try; the first one is short, since most cuts are. */
export const RECONNECT: BackOffLimits = { firstMillis: 500, lastMillis: 10_000 };
/** A connection that was live this long starts again with the shortest pause. */
export const STABLE_MILLIS = 30_000;
/** Where the server asks to come back at once, viewers spread over this time. */
export const AT_ONCE_SPREAD_MILLIS = 500;
/** Sockets that could not be opened, one after the other, before the page reads by SSE. */
export const SOCKET_TRIES = 3;
/** While reading by SSE, a socket is tried again this often. */
export const SOCKET_RETRY_MILLIS = 120_000;
/** A socket that is not open and joined by then is given up, also one that is to follow the present one. */
export const OPEN_TIMEOUT_MILLIS = 10_000;
/** A ping without any frame in return for this long means that the line is dead. */
export const PONG_TIMEOUT_MILLIS = 10_000;
/** A token is renewed this long before it expires. */
export const RENEW_BEFORE_MILLIS = 45_000;
/** A token that could not be had is asked for again after this long. */
export const TOKEN_AGAIN_MILLIS = 5_000;
/** Events asked for where there is nothing to resume from. */
export const HISTORY_LENGTH = 50;

export interface ConnectionOptions {
  readonly room: string;
  readonly transport: Transport;
  /** The viewer's token with at least a minute left, null for a guest; `renew` asks for a new one whatever is left. */
  readonly token: (renew: boolean) => Promise<AccessToken | null>;
  /** Where to go on; null before the first join. */
  readonly resumeAfter: () => string | null;
  readonly tell: (signal: ConnectionSignal) => void;
  readonly clock: Clock;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

type Sent = { readonly type: 'hello' | 'join' } | { readonly type: 'post'; readonly key: string };

const STOP_NAMES: Readonly<Record<number, string>> = {
  4500: 'bad_frame',
  4501: 'token_invalid',
  4502: 'banned',
  4503: 'flood',
  4504: 'too_many_connections',
};

/** Answers to `join` that another try cannot change. */
const FINAL_JOIN_ERRORS: ReadonlySet<string> = new Set([
  'room_unknown',
  'room_closed',
  'forbidden',
  'banned',
  'followers_only',
  'sign_in_required',
  'too_many_rooms',
]);

/**
 * Keeps one room connected: WebSocket first, SSE where no socket can be had, and back again.
 *
 * States: *idle* until `start`; *connecting*; *live* once joined; *waiting* before another try; *closed* where the
 * server asked to stay away, until `retryNow`. Each transport gets a number, and news of an earlier one is dropped,
 * so a late `close` cannot disturb its successor.
 */
export class ChatConnection {
  readonly #options: ConnectionOptions;
  #state: ConnectionState = { status: 'idle' };
  #run = 0;
  #socket: Socket | null = null;
  /** Ends the try to join elsewhere while the present socket still tells what happens; null where there is none. */
  #leaveNext: (() => void) | null = null;
  #stream: EventStream | null = null;
  #attempt = 0;
  #unopened = 0;
  #nextId = 1;
  #renewToken = false;
  #tokenTried = false;
  #resuming = false;
  #sent = new Map<FrameId, Sent>();
  #timers = new Map<string, () => void>();
  #unsubscribe: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  start(): void {
    if (this.#state.status === 'idle') {
      this.#unsubscribe = this.#options.transport.network.subscribe(() => this.#networkChanged());
      this.#connect();
    }
  }

  /** Ends for good; nothing is told any more. */
  stop(): void {
    this.#unsubscribe();
    this.#drop();
    this.#state = { status: 'idle' };
  }

  /** The viewer asks for a try now, whatever the pause or the verdict was. */
  retryNow(): void {
    if (this.#state.status === 'waiting' || this.#state.status === 'closed') {
      this.#connect();
    }
  }

  /** Joins anew with `after`: what came last does not continue what was there. */
  rejoin(): void {
    if (this.#state.status === 'live') {
      this.#lost('at-once');
    }
  }

  /** Sends a post where a live socket is at hand; false where it is not. The answer comes by its `key`. */
  post(post: { readonly text: string; readonly key: string; readonly replyTo: string | null }): boolean {
    if (this.#state.status !== 'live' || this.#socket === null) {
      return false;
    }
    const { text, key, replyTo } = post;
    const id = this.#id({ type: 'post', key });
    this.#send({ type: 'post', id, room: this.#options.room, text, key, ...(replyTo && { replyTo }) });
    return true;
  }

  /** Sends taps of one reaction where a live socket is at hand; they are dropped where it is not. */
  react(reaction: string, count: number): void {
    if (this.#state.status === 'live' && this.#socket !== null) {
      this.#send({ type: 'react', room: this.#options.room, reaction, count });
    }
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    this.#options.tell({ type: 'state', state });
  }

  #connect(): void {
    this.#drop();
    this.#become({ status: 'connecting' });
    if (this.#unopened >= SOCKET_TRIES) {
      this.#connectStream();
    } else {
      void this.#connectSocket(this.#run);
    }
  }

  async #connectSocket(run: number): Promise<void> {
    let opened = false;
    const failed = () => {
      this.#unopened += opened ? 0 : 1;
      this.#lost('back-off');
    };
    this.#timer('open', OPEN_TIMEOUT_MILLIS, failed);
    const token = await this.#token();
    if (run !== this.#run) {
      return;
    }
    try {
      const socket = this.#options.transport.openSocket();
      socket.onopen = () => {
        if (run === this.#run) {
          opened = true;
          this.#opened(token);
        }
      };
      this.#hearOf(socket, (code) => {
        this.#unopened += opened ? 0 : 1;
        this.#closed(code);
      });
    } catch {
      failed();
    }
  }

  /** From now on this is the socket whose frames count. */
  #hearOf(socket: Socket, closed: (code: number) => void): void {
    const run = this.#run;
    this.#socket = socket;
    socket.onmessage = (message) => {
      if (run === this.#run) {
        this.#read(message.data);
      }
    };
    socket.onclose = (close) => {
      if (run === this.#run) {
        closed(close.code);
      }
    };
  }

  #opened(token: AccessToken | null | undefined): void {
    this.#unopened = 0;
    this.#greet((frame) => this.#send(frame), token);
    this.#renewLater(token);
  }

  /**
   * Joins by another socket while the present one still tells what happens, and goes on with that once it has joined:
   * what both told is known by its ids. Where it cannot be joined, the present one stays and it is tried again later.
   */
  async #move(run: number, tries = 0): Promise<void> {
    const token = await this.#token();
    if (run !== this.#run) {
      return;
    }
    const done = (session: NextSession | null) => {
      this.#leaveNext = null;
      this.#cancel('next');
      if (session !== null) {
        this.#follow(session, token);
      } else if (this.#socket === null) {
        this.#lost('back-off');
      } else {
        const pause = backOffMillis(tries, RECONNECT, this.#options.random);
        this.#timer('drain', pause, () => void this.#move(run, tries + 1));
      }
    };
    try {
      const socket = this.#options.transport.openSocket();
      const send = (frame: ClientFrame) => socket.send(encodeClientFrame(frame));
      const leave = joinBeside(socket, () => this.#greet(send, token), done);
      this.#leaveNext = leave;
      this.#timer('next', OPEN_TIMEOUT_MILLIS, () => {
        leave();
        done(null);
      });
    } catch {
      done(null);
    }
  }

  /** Leaves the present socket for one that has joined. */
  #follow({ socket, welcome, joined }: NextSession, token: AccessToken | null | undefined): void {
    this.#drop();
    this.#hearOf(socket, (code) => this.#closed(code));
    this.#renewLater(token);
    if (welcome !== null) {
      this.#welcomed(welcome);
    }
    this.#resuming = true;
    this.#joined(joined);
  }

  /** Undefined where it cannot be had now: the viewer then reads as a guest until it can, rather than not at all. */
  async #token(): Promise<AccessToken | null | undefined> {
    const renew = this.#renewToken;
    this.#renewToken = false;
    try {
      return await this.#options.token(renew);
    } catch {
      return undefined;
    }
  }

  #greet(send: (frame: ClientFrame) => void, token: AccessToken | null | undefined): void {
    send(this.#hello(token ?? null));
    const after = this.#options.resumeAfter();
    const id = this.#id({ type: 'join' });
    const from = after === null ? { history: HISTORY_LENGTH } : { after, history: HISTORY_LENGTH };
    this.#resuming = after !== null;
    send({ type: 'join', id, room: this.#options.room, ...from });
  }

  #hello(token: AccessToken | null): ClientFrame {
    return { type: 'hello', id: this.#id({ type: 'hello' }), ...(token && { token: token.value }) };
  }

  /** A guest's token is none and needs nothing; one that could not be had is asked for again soon. */
  #renewLater(token: AccessToken | null | undefined): void {
    if (token === undefined) {
      this.#renewSoon(false);
    } else if (token !== null) {
      const left = token.expiresAt - this.#options.clock.now() - RENEW_BEFORE_MILLIS;
      this.#timer('renew', Math.max(5_000, left), () => void this.#renew(this.#run, false));
    }
  }

  async #renew(run: number, force: boolean): Promise<void> {
    this.#renewToken = force;
    const token = await this.#token();
    if (run !== this.#run || this.#socket === null) {
      return;
    }
    if (token === undefined) {
      // What is left of the old one still holds: a hello without any would make a guest of the viewer.
      this.#renewSoon(force);
    } else {
      this.#send(this.#hello(token));
      this.#renewLater(token);
    }
  }

  #renewSoon(force: boolean): void {
    this.#timer('renew', TOKEN_AGAIN_MILLIS, () => void this.#renew(this.#run, force));
  }

  #read(data: unknown): void {
    this.#cancel('pong');
    const frame = parseServerText(data);
    if (frame.type !== 'unreadable') {
      this.#accept(frame);
    }
  }

  #accept(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.#sent.delete(frame.re ?? '');
        this.#welcomed(frame);
        break;
      case 'joined':
        this.#sent.delete(frame.re ?? '');
        this.#joined(frame);
        break;
      case 'events':
        this.#options.tell({ type: 'events', frame });
        break;
      case 'missed':
        this.#options.tell({ type: 'missed', prev: frame.prev, position: frame.position });
        break;
      case 'audience':
        this.#options.tell({ type: 'audience', viewers: frame.viewers });
        break;
      case 'posted': {
        const sent = this.#answered(frame.re);
        if (sent?.type === 'post') {
          this.#options.tell({ type: 'posted', key: sent.key, event: frame.event });
        }
        break;
      }
      case 'error':
        this.#refused(frame);
        break;
      case 'drain':
        this.#drain(frame.reconnectWithinMs);
        break;
      case 'left':
      case 'pong':
        break;
    }
  }

  #welcomed(frame: WelcomeFrame): void {
    this.#beat(frame.heartbeatSeconds * 1000);
    this.#options.tell({ type: 'welcome', textLength: frame.limits.textLength ?? null });
  }

  #joined(frame: JoinedFrame): void {
    this.#cancel('open');
    this.#options.tell({ type: 'joined', frame, resumed: this.#resuming });
    this.#live('socket');
  }

  #live(by: 'socket' | 'stream'): void {
    this.#timer('stable', STABLE_MILLIS, () => {
      this.#attempt = 0;
    });
    this.#become({ status: 'live', by });
  }

  #refused(error: ErrorFrame): void {
    const sent = this.#answered(error.re);
    switch (sent?.type) {
      case 'post':
        this.#options.tell({ type: 'refused', key: sent.key, error });
        break;
      case 'hello':
        // One new token for each session; whoever is refused with that one reads as a guest.
        if (!this.#tokenTried) {
          this.#tokenTried = true;
          void this.#renew(this.#run, true);
        }
        break;
      case 'join':
        if (FINAL_JOIN_ERRORS.has(error.code)) {
          this.#end(error.code);
        } else {
          this.#lost('back-off', error.retryAfterMs ?? 0);
        }
        break;
      case undefined:
        break;
    }
  }

  #drain(withinMillis: number): void {
    this.#timer('drain', this.#options.random() * withinMillis, () => {
      if (this.#socket === null) {
        this.#connect();
      } else {
        void this.#move(this.#run);
      }
    });
  }

  /** A ping every `everyMillis`; silence after one means a dead line that nobody told us of. */
  #beat(everyMillis: number): void {
    this.#timer('beat', everyMillis, () => {
      this.#timer('pong', PONG_TIMEOUT_MILLIS, () => this.#lost('at-once'));
      this.#send({ type: 'ping', id: this.#nextId++ });
      this.#beat(everyMillis);
    });
  }

  #connectStream(): void {
    const run = this.#run;
    const after = this.#options.resumeAfter();
    this.#timer('open', OPEN_TIMEOUT_MILLIS, () => this.#streamLost());
    const ifCurrent =
      <T extends unknown[]>(act: (...args: T) => void) =>
      (...args: T) => {
        if (run === this.#run) {
          act(...args);
        }
      };
    this.#stream = openRoomStream(this.#options.transport, this.#options.room, after, HISTORY_LENGTH, {
      joined: ifCurrent((frame: JoinedFrame) => {
        this.#cancel('open');
        this.#options.tell({ type: 'joined', frame, resumed: after !== null });
        this.#live('stream');
        this.#timer('socket', SOCKET_RETRY_MILLIS, () => {
          this.#unopened = SOCKET_TRIES - 1;
          this.#connect();
        });
      }),
      signal: ifCurrent((signal: ConnectionSignal) => this.#options.tell(signal)),
      drain: ifCurrent((withinMillis: number) => this.#drain(withinMillis)),
      lost: ifCurrent(() => this.#streamLost()),
    });
  }

  /** The next try is one socket; if that cannot be opened either, SSE again. */
  #streamLost(): void {
    this.#unopened = SOCKET_TRIES - 1;
    this.#lost('back-off');
  }

  #closed(code: number): void {
    const advice = adviceFor(code);
    if (advice === 'at-once' && this.#leaveNext !== null) {
      // What is to follow it is on its way already.
      this.#socket = null;
      this.#cancel('beat');
      this.#cancel('pong');
      this.#become({ status: 'connecting' });
    } else if (advice === 'stop') {
      this.#renewToken = code === CLOSE_TOKEN_INVALID;
      this.#end(STOP_NAMES[code] ?? 'internal');
    } else {
      this.#renewToken = code === 4002;
      this.#lost(advice);
    }
  }

  #end(code: string): void {
    this.#drop();
    this.#become({ status: 'closed', code });
  }

  /** Plans the next try. "At once" holds for the first cut of a stable connection; the next ones wait longer. */
  #lost(advice: 'at-once' | 'back-off', atLeastMillis = 0): void {
    this.#drop();
    const { random, transport } = this.#options;
    if (!transport.network.isOnline()) {
      this.#become({ status: 'waiting', retryAt: null });
      return;
    }
    const pause =
      advice === 'at-once' && this.#attempt === 0
        ? random() * AT_ONCE_SPREAD_MILLIS
        : backOffMillis(this.#attempt, RECONNECT, random);
    this.#attempt += 1;
    const asked = atLeastMillis > 0 ? atLeastMillis + random() * AT_ONCE_SPREAD_MILLIS : 0;
    this.#wait(Math.max(pause, asked));
  }

  #wait(millis: number): void {
    this.#timer('retry', millis, () => this.#connect());
    this.#become({ status: 'waiting', retryAt: this.#options.clock.now() + millis });
  }

  #networkChanged(): void {
    const online = this.#options.transport.network.isOnline();
    const { status } = this.#state;
    if (!online && (status === 'live' || status === 'connecting' || status === 'waiting')) {
      this.#drop();
      this.#become({ status: 'waiting', retryAt: null });
    } else if (online && status === 'waiting') {
      this.#attempt = 0;
      this.#drop();
      this.#wait(this.#options.random() * AT_ONCE_SPREAD_MILLIS);
    }
  }

  /** Leaves the present transport and its timers behind. */
  #drop(): void {
    this.#run += 1;
    this.#tokenTried = false;
    this.#sent.clear();
    for (const cancel of this.#timers.values()) {
      cancel();
    }
    this.#timers.clear();
    this.#socket?.close(1000);
    this.#leaveNext?.();
    this.#stream?.close();
    this.#socket = null;
    this.#leaveNext = null;
    this.#stream = null;
  }

  #id(sent: Sent): FrameId {
    const id = this.#nextId++;
    this.#sent.set(id, sent);
    return id;
  }

  #answered(re: FrameId | null | undefined): Sent | undefined {
    if (re === null || re === undefined) {
      return undefined;
    }
    const sent = this.#sent.get(re);
    this.#sent.delete(re);
    return sent;
  }

  #send(frame: ClientFrame): void {
    this.#socket?.send(encodeClientFrame(frame));
  }

  #timer(name: string, millis: number, run: () => void): void {
    this.#cancel(name);
    const cancel = this.#options.clock.after(millis, () => {
      this.#timers.delete(name);
      run();
    });
    this.#timers.set(name, cancel);
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.();
    this.#timers.delete(name);
  }
}
