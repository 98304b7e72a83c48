import type { Clock } from '@/shared/lib/clock';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now = 1_790_000_000_000;
  #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  after(millis: number, run: () => void): () => void {
    const timer = { at: this.#now + millis, run };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Moves on, and runs what is due on the way in its order; promises settle in between. */
  async pass(millis: number): Promise<void> {
    const end = this.#now + millis;
    await settled();
    for (let due = this.#next(end); due; due = this.#next(end)) {
      this.#timers.delete(due);
      this.#now = due.at;
      due.run();
      await settled();
    }
    this.#now = end;
  }

  /** How many timers wait; a stopped component must leave none. */
  get waiting(): number {
    return this.#timers.size;
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets every promise that is ready go on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await Promise.resolve();
  }
}
