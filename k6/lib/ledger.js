// Who had what, in which order. One ledger for each VU: its viewers share what is read from a frame, because the
// server sends most of them the same bytes; what each viewer had is kept for each viewer.
import { dueOf } from './frames.js';
import { checked, deliveries, doubled, foreign, lost, reordered } from './metrics.js';

const FRAMES_KEPT = 32;

export class Ledger {
  constructor() {
    this.ordinals = new Map();
    this.ids = [];
    this.texts = new Array(FRAMES_KEPT).fill('');
    this.frames = new Array(FRAMES_KEPT).fill(null);
    this.next = 0;
  }

  /**
   * Reads an `events` frame: {prev, position, messages: ordinals, dues}. A text that is equal to a recent one is not
   * parsed again: the texts are compared in full, so nothing is assumed about frames of different viewers.
   */
  read(text) {
    for (let i = 0, at = this.next; i < FRAMES_KEPT; i++) {
      at = at === 0 ? FRAMES_KEPT - 1 : at - 1;
      if (this.texts[at] === text) {
        return this.frames[at];
      }
    }
    const parsed = JSON.parse(text);
    const frame = { prev: parsed.prev, position: parsed.position, messages: [], dues: [] };
    for (const event of parsed.events) {
      if (event.type === 'message') {
        frame.messages.push(this.ordinal(event.id));
        frame.dues.push(dueOf(event.text));
      }
    }
    this.texts[this.next] = text;
    this.frames[this.next] = frame;
    this.next = (this.next + 1) % FRAMES_KEPT;
    return frame;
  }

  /** Number of an event id in this ledger. */
  ordinal(id) {
    let ordinal = this.ordinals.get(id);
    if (ordinal === undefined) {
      ordinal = this.ids.length;
      this.ordinals.set(id, ordinal);
      this.ids.push(id);
    }
    return ordinal;
  }

  /**
   * Compares a viewer's sequence with the stored history, and counts what differs.
   *
   * @param sequence ordinals in the order of their arrival
   * @param length how many of them count
   * @param truth stored ids, oldest first
   * @param tags tags of what is counted
   */
  check(sequence, length, truth, tags) {
    if (this.truth !== truth) {
      this.truth = truth;
      this.ranks = new Int32Array(this.ids.length).fill(-1);
      truth.forEach((id, rank) => {
        const ordinal = this.ordinals.get(id);
        if (ordinal !== undefined) {
          this.ranks[ordinal] = rank;
        }
      });
    }
    const had = new Uint8Array(truth.length);
    const wrong = { lost: truth.length, doubled: 0, reordered: 0, foreign: 0 };
    let newest = -1;
    for (let i = 0; i < length; i++) {
      const rank = this.ranks[sequence[i]];
      if (rank < 0) {
        wrong.foreign++;
      } else if (had[rank] === 1) {
        wrong.doubled++;
      } else {
        had[rank] = 1;
        wrong.lost--;
        if (rank < newest) {
          wrong.reordered++;
        } else {
          newest = rank;
        }
      }
    }
    checked.add(1, tags);
    deliveries.add(length, tags);
    lost.add(wrong.lost, tags);
    doubled.add(wrong.doubled, tags);
    reordered.add(wrong.reordered, tags);
    foreign.add(wrong.foreign, tags);
  }
}
