import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';

export type GivenRole = 'moderator' | 'vip' | 'member';

const request = v.object({
  id: v.string(),
  state: v.string(),
  text: v.optional(v.nullable(v.string()), ''),
  answer: v.optional(v.nullable(v.string())),
});
export type OwnPlea = v.InferOutput<typeof request>;

/** What moderators do in one room. All reject with a `Problem`. */
export interface Moderation {
  remove(event: string): Promise<void>;
  clear(viewer: string): Promise<void>;
  pin(event: string): Promise<void>;
  unpin(): Promise<void>;
  /** A timeout of some seconds, or a ban where `seconds` is null. */
  restrict(viewer: string, seconds: number | null, reason: string): Promise<void>;
  lift(viewer: string): Promise<void>;
  give(role: GivenRole, viewer: string): Promise<void>;
  take(role: GivenRole, viewer: string): Promise<void>;
  notice(text: string): Promise<void>;
  shield(isUp: boolean): Promise<void>;
  /** Asks to be let back in. */
  plead(text: string): Promise<OwnPlea>;
  /** The viewer's own newest request; rejects with 404 where there is none. */
  ownPlea(signal?: AbortSignal): Promise<OwnPlea>;
}

export function moderationOf(api: Api, room: string): Moderation {
  const base = `/api/rooms/${room}`;
  const call = async (method: 'PUT' | 'POST' | 'DELETE', path: string, body?: unknown) => {
    await api(`${base}/${path}`, body === undefined ? { method } : { method, body });
  };
  return {
    remove: (event) => call('DELETE', `messages/${event}`),
    clear: (viewer) => call('DELETE', `viewers/${viewer}/messages`),
    pin: (event) => call('PUT', 'pin', { event }),
    unpin: () => call('DELETE', 'pin'),
    restrict: (viewer, seconds, reason) =>
      call(
        'PUT',
        `restrictions/${viewer}`,
        seconds === null ? { kind: 'ban', reason } : { kind: 'timeout', seconds, reason },
      ),
    lift: (viewer) => call('DELETE', `restrictions/${viewer}`),
    give: (role, viewer) => call('PUT', `${role}s/${viewer}`),
    take: (role, viewer) => call('DELETE', `${role}s/${viewer}`),
    notice: (text) => call('POST', 'notices', { text }),
    shield: (isUp) => call(isUp ? 'PUT' : 'DELETE', 'shield'),
    plead: async (text) =>
      v.parse(request, await api(`${base}/unban-requests`, { method: 'POST', body: { text } })),
    ownPlea: async (signal) => v.parse(request, await api(`${base}/unban-requests/mine`, { signal })),
  };
}
