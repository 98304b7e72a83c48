import type { ErrorFrame, EventsFrame, JoinedFrame } from './wire';

export interface AccessToken {
  readonly value: string;
  /** Milliseconds since 1970, by this machine's clock. */
  readonly expiresAt: number;
}

export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'connecting' }
  | { readonly status: 'live'; readonly by: 'socket' | 'stream' }
  | { readonly status: 'waiting'; readonly retryAt: number | null }
  | { readonly status: 'closed'; readonly code: string };

/** What a connection tells its room, in the order in which it happened. */
export type ConnectionSignal =
  | { readonly type: 'state'; readonly state: ConnectionState }
  | { readonly type: 'welcome'; readonly textLength: number | null }
  | { readonly type: 'joined'; readonly frame: JoinedFrame; readonly resumed: boolean }
  | { readonly type: 'events'; readonly frame: EventsFrame }
  /** One event read by SSE, which vouches for order itself. */
  | { readonly type: 'streamed'; readonly frame: Omit<EventsFrame, 'prev'> }
  | { readonly type: 'missed'; readonly prev: string; readonly position: string }
  | { readonly type: 'audience'; readonly viewers: number }
  | { readonly type: 'posted'; readonly key: string; readonly event: string }
  | { readonly type: 'refused'; readonly key: string; readonly error: ErrorFrame };
