/** A choice of the viewer that the browser remembers; where it cannot, the choice holds for this page. */
export class Preference<T extends string> {
  readonly #key: string;
  readonly #choices: readonly T[];
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(key: string, choices: readonly T[], otherwise: T) {
    this.#key = key;
    this.#choices = choices;
    this.#value = this.#remembered() ?? otherwise;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  set(value: T): void {
    this.#value = value;
    try {
      localStorage.setItem(this.#key, value);
    } catch {
      // Storage may be forbidden or full.
    }
    for (const listener of this.#listeners) {
      listener();
    }
  }

  #remembered(): T | undefined {
    try {
      const stored = localStorage.getItem(this.#key);
      return this.#choices.find((choice) => choice === stored);
    } catch {
      return undefined;
    }
  }
}
