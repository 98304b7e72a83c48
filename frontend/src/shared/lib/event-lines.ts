/** Longest event that is put together; a longer one ends the reading. */
export const EVENT_CHARS_MAX = 1_000_000;

export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
}

/** Puts server-sent events together from the pieces of text in which they come. Comments, ids and retries are passed over. */
export class EventLines {
  #rest = '';
  #type = '';
  #data: string[] = [];

  /** The events that end in this piece. Throws where one is longer than allowed. */
  take(piece: string): StreamedEvent[] {
    const text = this.#rest + piece;
    // A carriage return at the end may be half of a line's end.
    const half = text.endsWith('\r') ? '\r' : '';
    const lines = text.slice(0, text.length - half.length).split(/\r\n|\n|\r/);
    this.#rest = (lines.pop() ?? '') + half;
    if (this.#rest.length > EVENT_CHARS_MAX) {
      throw new Error('an event without an end');
    }
    return lines.flatMap((line) => this.#line(line) ?? []);
  }

  #line(line: string): StreamedEvent | null {
    if (line === '') {
      const event = { type: this.#type || 'message', data: this.#data.join('\n') };
      const isEmpty = this.#data.length === 0;
      this.#type = '';
      this.#data = [];
      return isEmpty ? null : event;
    }
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.#type = value;
    } else if (field === 'data') {
      this.#data.push(value);
    }
    return null;
  }
}

/** Reads events until the stream ends; rejects where it breaks. */
export async function readEvents(answer: Response, tell: (event: StreamedEvent) => void): Promise<void> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const lines = new EventLines();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    for (const event of lines.take(read.value)) {
      tell(event);
    }
  }
}
