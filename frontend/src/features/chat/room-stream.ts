import type { ConnectionSignal } from './connection-signal';
import type { EventStream, StreamMessage, Transport } from './transport';
import { type JoinedFrame, parseJson, parseRoomEvent, parseServerFrame, type ServerFrame } from './wire';

/** Every event type that this page knows; an `EventSource` hands over only the types it is asked for. */
const EVENT_TYPES = [
  'message',
  'reactions',
  'donation',
  'removed',
  'cleared',
  'pinned',
  'unpinned',
  'settings',
  'opened',
  'closed',
  'broadcast',
  'trending',
  'notice',
  'lifted',
  'role',
] as const;

export interface RoomStreamListener {
  joined(frame: JoinedFrame): void;
  signal(signal: ConnectionSignal): void;
  drain(withinMillis: number): void;
  lost(): void;
}

/**
 * Reads a room by SSE. The browser's own reconnecting is not used: the first error closes the stream and is told, so
 * that one place decides when and how to come back.
 */
export function openRoomStream(
  transport: Transport,
  room: string,
  after: string | null,
  history: number,
  listener: RoomStreamListener,
): EventStream {
  const stream = transport.openStream(room, after, history);
  const onFrame = (type: ServerFrame['type'], accept: (frame: ServerFrame) => void) => {
    stream.addEventListener(type, (message) => {
      const frame = frameOf(type, room, message);
      if (frame !== null) {
        accept(frame);
      }
    });
  };
  onFrame('joined', (frame) => frame.type === 'joined' && listener.joined(frame));
  onFrame('audience', (frame) => {
    if (frame.type === 'audience') {
      listener.signal({ type: 'audience', viewers: frame.viewers });
    }
  });
  onFrame('missed', (frame) => {
    if (frame.type === 'missed') {
      listener.signal({ type: 'missed', prev: frame.prev, position: frame.position });
    }
  });
  onFrame('drain', (frame) => frame.type === 'drain' && listener.drain(frame.reconnectWithinMs));
  for (const type of EVENT_TYPES) {
    stream.addEventListener(type, (message) => {
      const event = parseRoomEvent(parseJson(message.data));
      listener.signal({
        type: 'streamed',
        frame: { type: 'events', room, position: message.lastEventId, events: [event] },
      });
    });
  }
  stream.onerror = () => {
    stream.close();
    listener.lost();
  };
  return stream;
}

/** The frame in one SSE event, its type taken from the event's name where the data leaves it out. */
function frameOf(type: string, room: string, message: StreamMessage): ServerFrame | null {
  const raw = parseJson(message.data);
  if (typeof raw !== 'object' || raw === null) {
    return null;
  }
  const frame = parseServerFrame({ room, recovered: false, ...raw, type });
  return frame.type === 'unreadable' ? null : frame;
}
