import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClientFrame,
  encodeClientFrame,
  parseJson,
  parseKeptRoom,
  parseRoomEvent,
  parseServerFrame,
  parseServerText,
} from './wire';

/** The same examples that the Java tests read. */
const GOLDEN = fileURLToPath(new URL('../../../../protocol/src/test/resources/golden', import.meta.url));

function golden(kind: string): [name: string, text: string][] {
  const folder = join(GOLDEN, kind);
  return readdirSync(folder).map((file) => [
    basename(file, '.json'),
    readFileSync(join(folder, file), 'utf8').trim(),
  ]);
}

describe('golden server frames', () => {
  it.each(golden('server'))('%s is read in full', (_, text) => {
    const raw = parseJson(text);
    expect(parseServerText(text)).toMatchObject({ type: (raw as { type: string }).type });
  });

  it('an events frame keeps its positions and the order of its events', () => {
    const text = golden('server').find(([name]) => name === 'events')?.[1];
    expect(parseServerText(text)).toMatchObject({
      prev: 'q1Zx0aBc.1041',
      position: 'q1Zx0aBc.1043',
      events: [
        { type: 'message', text: 'hi', replyTo: { excerpt: '안녕하세요 👋' }, by: { role: 'owner' } },
        { type: 'reactions', counts: { '👍': 12 } },
      ],
    });
  });
});

describe('golden events', () => {
  it.each(golden('event'))('%s is read in full', (_, text) => {
    const raw = parseJson(text) as { type: string; id: string; at: number };
    expect(parseRoomEvent(raw)).toMatchObject({ type: raw.type, id: raw.id, at: raw.at });
  });
});

describe('golden client frames', () => {
  it.each(golden('client'))('%s is written byte for byte', (_, text) => {
    expect(encodeClientFrame(JSON.parse(text) as ClientFrame)).toBe(text);
  });

  it('is written in the order of the protocol, whatever the order of the fields', () => {
    const text = encodeClientFrame({ replyTo: 'r', key: 'k', text: 't', room: 'demo', id: 1, type: 'post' });
    expect(text).toBe('{"type":"post","id":1,"room":"demo","text":"t","key":"k","replyTo":"r"}');
  });
});

describe('what is not of the protocol', () => {
  it.each([
    ['not JSON', '{'],
    ['binary', new ArrayBuffer(3)],
    ['no object', '[]'],
    ['an unknown type', '{"type":"later"}'],
    ['a missing field', '{"type":"drain"}'],
    ['a wrong type', '{"type":"audience","room":"demo","viewers":"many"}'],
  ])('%s is told as unreadable', (_, text) => {
    expect(parseServerText(text)).toMatchObject({ type: 'unreadable' });
  });

  it('an event of an unknown type is passed over, the others of its frame are not', () => {
    const frame = parseServerFrame({
      type: 'events',
      room: 'demo',
      prev: 'a',
      position: 'b',
      events: [{ id: '1', type: 'poll', at: 1 }, { id: '2', type: 'opened', at: 2, extra: true }, null],
    });
    expect(frame).toMatchObject({
      events: [
        { type: 'unknown', id: '1' },
        { type: 'opened', id: '2' },
        { type: 'unknown', id: '' },
      ],
    });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        parseServerFrame(raw);
        parseRoomEvent(raw);
        parseServerText(raw);
      }),
    );
    fc.assert(fc.property(fc.json(), (text) => void [parseServerText(text), parseKeptRoom(text)]));
  });
});
