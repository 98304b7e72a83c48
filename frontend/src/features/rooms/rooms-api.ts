import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';

const room = v.object({
  id: v.string(),
  title: v.string(),
  description: v.optional(v.nullable(v.string())),
  tags: v.optional(v.nullable(v.array(v.string()))),
  kind: v.optional(v.string(), 'live'),
  open: v.optional(v.boolean(), true),
  owner: v.optional(v.nullable(v.object({ id: v.string(), handle: v.string(), name: v.string() }))),
  viewers: v.optional(v.nullable(v.number())),
});
export type Room = v.InferOutput<typeof room>;

const roomList = v.object({ rooms: v.array(room), next: v.optional(v.nullable(v.string()), null) });
export type RoomList = v.InferOutput<typeof roomList>;

export const SORTS = ['viewers', 'recent'] as const;
export type Sort = (typeof SORTS)[number];

export interface NewRoom {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

export async function listRooms(
  api: Api,
  find: { query: string; sort: Sort; cursor: string | null },
  signal?: AbortSignal,
): Promise<RoomList> {
  const query = new URLSearchParams({ sort: find.sort });
  if (find.query !== '') {
    query.set('query', find.query);
  }
  if (find.cursor !== null) {
    query.set('cursor', find.cursor);
  }
  return v.parse(roomList, await api(`/api/rooms?${query}`, { signal }));
}

export async function readRoom(api: Api, id: string, signal?: AbortSignal): Promise<Room> {
  return v.parse(room, await api(`/api/rooms/${encodeURIComponent(id)}`, { signal }));
}

export async function createRoom(api: Api, fresh: NewRoom): Promise<void> {
  await api('/api/rooms', { method: 'POST', body: { ...fresh, kind: 'live' } });
}
