import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import type { Page } from '@/shared/lib/paged';

const room = v.object({
  id: v.string(),
  title: v.string(),
  description: v.optional(v.nullable(v.string())),
  tags: v.optional(v.nullable(v.array(v.string()))),
  kind: v.optional(v.string(), 'live'),
  open: v.optional(v.boolean(), true),
  owner: v.optional(v.nullable(v.object({ id: v.string(), handle: v.string(), name: v.string() }))),
  viewers: v.optional(v.nullable(v.number())),
  likes: v.optional(v.number(), 0),
  followers: v.optional(v.number(), 0),
  /** Absent where nobody is signed in. */
  liked: v.optional(v.boolean()),
  followed: v.optional(v.boolean()),
});
export type Room = v.InferOutput<typeof room>;

const roomList = v.object({ rooms: v.array(room), next: v.optional(v.nullable(v.string()), null) });

export const SORTS = ['viewers', 'recent', 'likes'] as const;
export type Sort = (typeof SORTS)[number];
/** Which rooms: all that are open, the viewer's own, or those the viewer follows. */
export const SHELVES = ['live', 'followed', 'mine'] as const;
export type Shelf = (typeof SHELVES)[number];

export interface RoomSearch {
  readonly query: string;
  readonly sort: Sort;
  readonly shelf: Shelf;
  /** One whole tag, or empty. */
  readonly tag: string;
}

export interface NewRoom {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

export async function listRooms(
  api: Api,
  find: RoomSearch & { cursor: string | null },
  signal?: AbortSignal,
): Promise<Page<Room>> {
  const query = new URLSearchParams({ sort: find.sort });
  if (find.query !== '') {
    query.set('query', find.query);
  }
  if (find.tag !== '') {
    query.set('tag', find.tag);
  }
  if (find.shelf !== 'live') {
    query.set(find.shelf, 'true');
  }
  if (find.cursor !== null) {
    query.set('cursor', find.cursor);
  }
  const { rooms, next } = v.parse(roomList, await api(`/api/rooms?${query}`, { signal }));
  return { items: rooms, next };
}

export async function readRoom(api: Api, id: string, signal?: AbortSignal): Promise<Room> {
  return v.parse(room, await api(`/api/rooms/${encodeURIComponent(id)}`, { signal }));
}

/** Likes or follows a room, or takes it back. */
export async function favour(api: Api, id: string, what: 'like' | 'follow', isOn: boolean): Promise<void> {
  await api(`/api/rooms/${id}/${what}`, { method: isOn ? 'PUT' : 'DELETE' });
}

export async function createRoom(api: Api, fresh: NewRoom): Promise<void> {
  await api('/api/rooms', { method: 'POST', body: { ...fresh, kind: 'live' } });
}
