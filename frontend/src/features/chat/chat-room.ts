import type { Clock } from '@/shared/lib/clock';
import { Problem } from '@/shared/lib/problem';
import { ChatConnection } from './chat-connection';
import { type ChatState, emptyChat, type Reply } from './chat-state';
import { type ChatAction, reduceChat } from './chat-store';
import type { AccessToken, ConnectionSignal, ConnectionState } from './connection-signal';
import type { RoomApi } from './room-api';
import type { RoomMemory } from './room-memory';
import type { Transport } from './transport';

/** A post on a live connection without an answer by then has failed; trying again with its key is safe. */
export const POST_TIMEOUT_MILLIS = 10_000;

/** Taps of one reaction are gathered this long. */
export const TAPS_MILLIS = 300;
/** Taps that one frame takes. */
export const TAPS_MAX = 20;

export interface RoomView {
  readonly chat: ChatState;
  readonly connection: ConnectionState;
}

export interface ChatRoomOptions {
  readonly room: string;
  /** The signed-in viewer's id, null for a guest. */
  readonly me: string | null;
  readonly transport: Transport;
  readonly token: (renew: boolean) => Promise<AccessToken | null>;
  readonly api: RoomApi;
  readonly memory: RoomMemory;
  readonly clock: Clock;
  readonly random: () => number;
  /** A new key for each post. */
  readonly newKey: () => string;
  /** Runs something soon, once a frame at most: bursts of events become one change of the page. */
  readonly soon: (run: () => void) => void;
}

/**
 * One room as the page holds it: a connection, its state, and the viewer's own posts on their way. Knows no React.
 *
 * Events are gathered until the next animation frame; everything else is applied at once, after what was gathered,
 * so the order of the connection is the order of the state.
 */
export class ChatRoom {
  readonly #options: ChatRoomOptions;
  readonly #connection: ChatConnection;
  readonly #listeners = new Set<() => void>();
  readonly #deadlines = new Map<string, () => void>();
  readonly #taps = new Map<string, number>();
  #tapsEnd: () => void = () => {};
  #view: RoomView;
  #gathered: ChatAction[] = [];
  #isLoading = false;

  constructor(options: ChatRoomOptions) {
    this.#options = options;
    this.#connection = new ChatConnection({
      room: options.room,
      transport: options.transport,
      token: options.token,
      clock: options.clock,
      random: options.random,
      resumeAfter: () => this.#flushed().position,
      tell: (signal) => this.#hear(signal),
    });
    this.#view = { chat: emptyChat(options.me), connection: this.#connection.state };
  }

  readonly view = (): RoomView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  start(): void {
    const kept = this.#options.memory.load(this.#options.room, this.#options.me);
    if (kept !== null) {
      this.#apply({ type: 'restored', kept });
    }
    this.#connection.start();
  }

  /** Keeps what a later start needs, and ends. */
  stop(): void {
    this.remember();
    this.#connection.stop();
    for (const cancel of this.#deadlines.values()) {
      cancel();
    }
    this.#deadlines.clear();
    this.#tapsEnd();
    this.#taps.clear();
  }

  remember(): void {
    this.#options.memory.save(this.#options.room, this.#flushed());
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  follow(following: boolean): void {
    this.#apply({ type: 'follows', following });
  }

  /** Writes a message; false where too many of the viewer's own wait already. It is sent now or once live again. */
  write(text: string, replyTo: Reply | null): boolean {
    const { newKey, clock } = this.#options;
    const key = newKey();
    const before = this.#flushed();
    this.#apply({ type: 'written', key, text, at: clock.now(), replyTo });
    if (this.#view.chat === before) {
      return false;
    }
    this.#send(key);
    return true;
  }

  /** A tap; the taps of a short while travel together, and those beyond what a frame takes are dropped. */
  react(reaction: string): void {
    if (this.#taps.size === 0) {
      this.#tapsEnd = this.#options.clock.after(TAPS_MILLIS, () => this.#sendTaps());
    }
    this.#taps.set(reaction, Math.min(TAPS_MAX, (this.#taps.get(reaction) ?? 0) + 1));
  }

  /** Sends a failed post once more, under the same key: it appears once even if the first try was stored. */
  retry(key: string): void {
    this.#apply({ type: 'retried', key });
    this.#send(key);
  }

  discard(key: string): void {
    this.#apply({ type: 'discarded', key });
  }

  /** Loads the history before the first line; resolves when it is there. Rejects with a `Problem`. */
  async loadOlder(): Promise<void> {
    const before = this.#flushed().older;
    if (before === null || this.#isLoading) {
      return;
    }
    this.#isLoading = true;
    try {
      const page = await this.#options.api.history(this.#options.room, { before });
      this.#apply({ type: 'older', before, page });
    } finally {
      this.#isLoading = false;
    }
  }

  /** Reads what a `missed` line stands for, a page at a time. Rejects with a `Problem`. */
  async fill(line: string): Promise<void> {
    const missed = this.#flushed().lines.find((other) => other.id === line);
    if (missed?.kind !== 'missed' || this.#isLoading) {
      return;
    }
    this.#isLoading = true;
    try {
      const page = await this.#options.api.history(this.#options.room, { after: missed.prev });
      this.#apply({ type: 'filled', line, page });
    } finally {
      this.#isLoading = false;
    }
  }

  #hear(signal: ConnectionSignal): void {
    switch (signal.type) {
      case 'state':
        this.#flushed();
        this.#show({ ...this.#view, connection: signal.state });
        if (signal.state.status === 'live') {
          this.#sendWaiting();
        } else if (signal.state.status === 'closed' && signal.state.code === 'room_closed') {
          void this.#loadArchive();
        }
        break;
      case 'events':
      case 'streamed':
      case 'audience':
        this.#gather(signal);
        break;
      case 'posted':
        this.#settle(signal.key);
        this.#apply(signal);
        break;
      case 'refused': {
        this.#settle(signal.key);
        const { code, retryAfterMs } = signal.error;
        this.#refuse(signal.key, code, retryAfterMs ?? null);
        break;
      }
      case 'welcome':
      case 'joined':
      case 'missed':
        this.#apply(signal);
        break;
    }
  }

  /** A closed room cannot be joined, but what was said in it can still be read. */
  async #loadArchive(): Promise<void> {
    try {
      this.#apply({ type: 'archived', page: await this.#options.api.history(this.#options.room, {}) });
    } catch {
      // The page says that the room is closed; what is already there stays.
    }
  }

  #gather(action: ChatAction): void {
    const last = this.#gathered.at(-1);
    if (last?.type === 'streamed' && action.type === 'streamed') {
      const events = [...last.frame.events, ...action.frame.events];
      this.#gathered[this.#gathered.length - 1] = { ...action, frame: { ...action.frame, events } };
      return;
    }
    this.#gathered.push(action);
    if (this.#gathered.length === 1) {
      this.#options.soon(() => this.#flushed());
    }
  }

  /** The state with everything gathered so far in it. */
  #flushed(): ChatState {
    if (this.#gathered.length > 0) {
      const actions = this.#gathered;
      this.#gathered = [];
      const chat = actions.reduce(reduceChat, this.#view.chat);
      this.#show({ ...this.#view, chat });
      if (chat.gap) {
        this.#connection.rejoin();
      }
    }
    return this.#view.chat;
  }

  #apply(action: ChatAction): void {
    const chat = reduceChat(this.#flushed(), action);
    this.#show({ ...this.#view, chat });
  }

  #show(view: RoomView): void {
    if (view.chat === this.#view.chat && view.connection === this.#view.connection) {
      return;
    }
    this.#view = view;
    for (const listener of this.#listeners) {
      listener();
    }
  }

  #sendWaiting(): void {
    for (const post of this.#view.chat.pending) {
      if (post.status === 'sending') {
        this.#send(post.key);
      }
    }
  }

  #sendTaps(): void {
    for (const [reaction, count] of this.#taps) {
      this.#connection.react(reaction, count);
    }
    this.#taps.clear();
  }

  #send(key: string): void {
    const post = this.#view.chat.pending.find((other) => other.key === key);
    const { connection } = this.#view;
    if (post === undefined || connection.status !== 'live') {
      return;
    }
    const order = { text: post.text, key, replyTo: post.replyTo?.id ?? null };
    if (connection.by === 'stream') {
      void this.#sendByRest(order);
    } else if (this.#connection.post(order)) {
      this.#settle(key);
      const cancel = this.#options.clock.after(POST_TIMEOUT_MILLIS, () => this.#expire(key));
      this.#deadlines.set(key, cancel);
    }
  }

  /** A cut line sends again by itself once it is back, so only silence on a live one is a failure. */
  #expire(key: string): void {
    this.#deadlines.delete(key);
    const post = this.#view.chat.pending.find((other) => other.key === key);
    if (this.#view.connection.status === 'live' && post?.status === 'sending') {
      this.#refuse(key, 'unavailable', null);
    }
  }

  async #sendByRest(order: { text: string; key: string; replyTo: string | null }): Promise<void> {
    try {
      const receipt = await this.#options.api.post(this.#options.room, order);
      this.#apply({ type: 'posted', key: order.key, event: receipt.event });
    } catch (error) {
      const problem = error instanceof Problem ? error : null;
      this.#refuse(order.key, problem?.code ?? 'internal', problem?.retryAfterMillis ?? null);
    }
  }

  #refuse(key: string, code: string, afterMillis: number | null): void {
    const retryAt = afterMillis === null ? null : this.#options.clock.now() + afterMillis;
    this.#apply({ type: 'refused', key, code, retryAt });
  }

  #settle(key: string): void {
    this.#deadlines.get(key)?.();
    this.#deadlines.delete(key);
  }
}
