// A viewer with a session that may be cut and come back: proves the `prev` chain, keeps the sequence of messages.
import { WebSocket } from 'k6/websockets';
import { socket } from './config.js';
import * as frames from './frames.js';
import * as metrics from './metrics.js';

const EVENTS = '{"type":"events"';
const JOIN_ID = 1;
const HELLO_ID = 0;
const SUBPROTOCOLS = ['spate.v1'];

export class Viewer {
  /**
   * @param ledger the VU's ledger
   * @param room the room to watch
   * @param options `token` to write, `history` to ask for (0), `timed`: sample the latencies of this one,
   *     `onMessages(frame, arrived)`: called after each frame with messages
   */
  constructor(ledger, room, options = {}) {
    this.ledger = ledger;
    this.room = room;
    this.token = options.token;
    this.history = options.history || 0;
    this.timed = options.timed === true;
    this.onMessages = options.onMessages;
    this.sequence = new Int32Array(64);
    this.length = 0;
    this.position = null;
    this.answers = new Map();
    this.ws = null;
  }

  /**
   * Opens a session and joins, anew or after `after`. Resolves with the `joined` frame, or null where that fails or
   * takes more than `patience` ms. Never rejects.
   *
   * @param began when the session was due; the times of connecting and joining count from there
   */
  enter(after, began = Date.now(), patience = 30000) {
    return new Promise((resolve) => {
      const ws = new WebSocket(socket, SUBPROTOCOLS);
      this.ws = ws;
      const timer = setTimeout(() => done(null), patience);
      const done = (frame) => {
        clearTimeout(timer);
        this.entered = null;
        resolve(frame);
      };
      this.entered = (frame, arrived) => {
        metrics.joinTime.add(arrived - began);
        done(frame);
      };
      ws.onopen = () => {
        metrics.connectTime.add(Date.now() - began);
        if (this.token) {
          ws.send(frames.hello(HELLO_ID, this.token));
        }
        ws.send(frames.join(JOIN_ID, this.room, this.history, after || undefined));
      };
      ws.onmessage = (event) => {
        if (this.ws === ws) {
          this.received(event.data, event.timestamp);
        }
      };
      ws.onerror = () => {
        // A close follows.
      };
      ws.onclose = (event) => {
        if (this.ws === ws) {
          this.ws = null;
          metrics.cut.add(1, { code: String(event.code) });
          done(null);
        }
      };
    });
  }

  /** Whether a session is open. */
  get isThere() {
    return this.ws !== null && this.ws.readyState === 1;
  }

  /** Ends the session; what still arrives on it is not looked at. */
  leave() {
    const ws = this.ws;
    this.ws = null;
    if (ws) {
      ws.close();
    }
  }

  /** Sends a message; resolves with `posted` or `error` (and when it `arrived`), with null where none comes in time. */
  post(id, text, key, patience = 15000) {
    return new Promise((resolve) => {
      if (!this.isThere) {
        resolve(null);
        return;
      }
      const timer = setTimeout(() => {
        this.answers.delete(id);
        resolve(null);
      }, patience);
      this.answers.set(id, (frame) => {
        clearTimeout(timer);
        resolve(frame);
      });
      this.ws.send(frames.post(id, this.room, text, key));
    });
  }

  received(text, arrived) {
    if (text.startsWith(EVENTS)) {
      this.events(this.ledger.read(text), arrived);
      return;
    }
    const frame = JSON.parse(text);
    switch (frame.type) {
      case 'joined':
        this.position = frame.position;
        for (const event of frame.history) {
          if (event.type === 'message') {
            this.append(this.ledger.ordinal(event.id));
          }
        }
        if (this.entered) {
          this.entered(frame, arrived);
        }
        break;
      case 'missed':
        metrics.missed.add(1);
        this.follow(frame.prev, frame.position);
        break;
      case 'error':
        metrics.refused.add(1, { code: frame.code });
        this.answer(frame, arrived);
        break;
      case 'posted':
        this.answer(frame, arrived);
        break;
      default:
    }
  }

  answer(frame, arrived) {
    const answer = this.answers.get(frame.re);
    if (answer) {
      this.answers.delete(frame.re);
      frame.arrived = arrived;
      answer(frame);
    }
  }

  events(frame, arrived) {
    this.follow(frame.prev, frame.position);
    const { messages, dues } = frame;
    for (let i = 0; i < messages.length; i++) {
      this.append(messages[i]);
    }
    if (messages.length > 0) {
      if (this.timed) {
        metrics.clientLag.add(Date.now() - arrived);
        for (const due of dues) {
          if (due > 0) {
            metrics.latency.add(arrived - due);
          }
        }
      }
      if (this.onMessages) {
        this.onMessages(frame, arrived);
      }
    }
  }

  follow(prev, position) {
    if (prev !== this.position) {
      metrics.chainBreaks.add(1);
    }
    this.position = position;
  }

  append(ordinal) {
    if (this.length === this.sequence.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.sequence);
      this.sequence = larger;
    }
    this.sequence[this.length++] = ordinal;
  }
}
