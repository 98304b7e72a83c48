/** The part of a browser's `WebSocket` that the page uses. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((message: { readonly data: unknown }) => void) | null;
  onclose: ((close: { readonly code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** The part of a browser's `EventSource` that the page uses. */
export interface EventStream {
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (event: StreamMessage) => void): void;
  close(): void;
}

export interface StreamMessage {
  readonly data: unknown;
  readonly lastEventId: string;
}

/** Whether the browser has a network at all, and news of it. */
export interface Network {
  isOnline(): boolean;
  subscribe(listener: () => void): () => void;
}

/** How a connection reaches the server; tests put a fake here. */
export interface Transport {
  openSocket(): Socket;
  openStream(room: string, after: string | null, history: number): EventStream;
  readonly network: Network;
}

/** The browser's own transport, to the origin that served the page. */
export function browserTransport(): Transport {
  return {
    openSocket: () => {
      const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
      const socket = new WebSocket(`${scheme}://${location.host}/ws`, 'spate.v1');
      return socketOf(socket);
    },
    openStream: (room, after, history) => {
      const query = new URLSearchParams({ history: String(history) });
      if (after !== null) {
        query.set('after', after);
      }
      return streamOf(new EventSource(`/sse/rooms/${room}?${query}`));
    },
    network: {
      isOnline: () => navigator.onLine,
      subscribe: (listener) => {
        addEventListener('online', listener);
        addEventListener('offline', listener);
        return () => {
          removeEventListener('online', listener);
          removeEventListener('offline', listener);
        };
      },
    },
  };
}

function socketOf(raw: WebSocket): Socket {
  const socket: Socket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (text) => {
      if (raw.readyState === WebSocket.OPEN) {
        raw.send(text);
      }
    },
    close: (code) => raw.close(code),
  };
  raw.onopen = () => socket.onopen?.();
  raw.onmessage = (message) => socket.onmessage?.(message);
  raw.onclose = (close) => socket.onclose?.(close);
  return socket;
}

function streamOf(raw: EventSource): EventStream {
  const stream: EventStream = {
    onerror: null,
    addEventListener: (type, listener) => {
      raw.addEventListener(type, (event) => {
        // A connection error is an event named `error` too; only what the server sent carries data.
        if (event instanceof MessageEvent) {
          listener(event);
        }
      });
    },
    close: () => raw.close(),
  };
  raw.onerror = () => stream.onerror?.();
  return stream;
}
