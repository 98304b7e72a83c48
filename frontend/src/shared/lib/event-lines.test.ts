import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENT_CHARS_MAX, EventLines, readEvents, type StreamedEvent } from './event-lines';

const TEXT =
  'retry:3000\n\nevent:figures\ndata:{"a":1}\n\n: not now\n\nid:7\ndata: two\r\ndata:  lines\r\n\r\n';
const EVENTS = [
  { type: 'figures', data: '{"a":1}' },
  { type: 'message', data: 'two\n lines' },
];

describe('server-sent events', () => {
  it('are put together as the format has them', () => {
    expect(new EventLines().take(TEXT)).toEqual(EVENTS);
  });

  it('are the same in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(TEXT.length), { maxLength: 8 }), (cuts) => {
        const lines = new EventLines();
        const edges = [0, ...cuts.sort((a, b) => a - b), TEXT.length];
        const pieces = edges.slice(1).map((edge, index) => TEXT.slice(edges[index], edge));
        expect(pieces.flatMap((piece) => lines.take(piece))).toEqual(EVENTS);
      }),
    );
  });

  it('have a bound', () => {
    expect(() => new EventLines().take('x'.repeat(EVENT_CHARS_MAX + 1))).toThrow();
  });

  it('are read from an answer until it ends', async () => {
    const heard: StreamedEvent[] = [];
    await readEvents(new Response(TEXT.replaceAll('\r\n', '\n')), (event) => heard.push(event));
    expect(heard).toEqual(EVENTS);
  });
});
