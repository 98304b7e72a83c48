import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import type { Page } from '@/shared/lib/paged';

const last = v.object({
  text: v.optional(v.string(), ''),
  by: v.optional(v.nullable(v.object({ id: v.string() }))),
});

const conversation = v.object({
  room: v.string(),
  with: v.object({ id: v.string(), name: v.string(), handle: v.optional(v.string(), '') }),
  last: v.optional(v.nullable(last), null),
  unread: v.number(),
  at: v.number(),
  blocked: v.optional(v.boolean(), false),
});
export type Conversation = v.InferOutput<typeof conversation>;

const page = v.object({
  conversations: v.array(conversation),
  next: v.optional(v.nullable(v.string()), null),
});

const blocked = v.object({
  id: v.string(),
  /** Both empty where the account is gone. */
  handle: v.optional(v.string(), ''),
  name: v.optional(v.string(), ''),
  since: v.number(),
});
export type Blocked = v.InferOutput<typeof blocked>;

const blockedPage = v.object({
  viewers: v.array(blocked),
  next: v.optional(v.nullable(v.string()), null),
});

/** The key of the list of whom the viewer blocks. */
export const BLOCKS_KEY = ['blocks'] as const;

/** The key of everything that shows conversations. */
export const CONVERSATIONS_KEY = ['conversations'] as const;

export async function readConversations(
  api: Api,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<Conversation>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const { conversations, next } = v.parse(page, await api(`/api/conversations${query}`, { signal }));
  return { items: conversations, next };
}

/** The room of a conversation with somebody, begun where there was none. */
export async function openConversation(api: Api, handle: string): Promise<string> {
  const body = { kind: 'direct', with: handle };
  return v.parse(v.object({ id: v.string() }), await api('/api/rooms', { method: 'POST', body })).id;
}

/** Whom the viewer blocks. */
export async function readBlocked(
  api: Api,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<Blocked>> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
  const { viewers, next } = v.parse(blockedPage, await api(`/api/me/blocks${query}`, { signal }));
  return { items: viewers, next };
}

/** Blocks a viewer, or does so no more: meanwhile neither of the two can write in their conversation. */
export async function setBlocked(api: Api, viewer: string, isBlocked: boolean): Promise<void> {
  await api(`/api/me/blocks/${viewer}`, { method: isBlocked ? 'PUT' : 'DELETE' });
}

/** Says that everything up to a position was read. */
export async function markRead(api: Api, room: string, position: string): Promise<void> {
  await api(`/api/rooms/${room}/read`, { method: 'PUT', body: { position } });
}
