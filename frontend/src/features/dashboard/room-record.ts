import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';

/** How a change says that messages are kept for ever; absent says that it stays. */
const FOR_EVER = -1;

const settings = v.object({
  textLength: v.number(),
  slowModeSeconds: v.number(),
  reactions: v.array(v.string()),
  followersOnlySeconds: v.optional(v.nullable(v.number()), null),
  membersOnly: v.optional(v.boolean(), false),
  links: v.optional(v.boolean(), true),
  retentionDays: v.optional(v.nullable(v.number()), null),
});

const record = v.object({
  id: v.string(),
  title: v.string(),
  description: v.string(),
  tags: v.array(v.string()),
  open: v.boolean(),
  owner: v.object({ id: v.string(), name: v.string() }),
  settings,
  version: v.number(),
});
/** A room with its settings, as its owner changes it. */
export type RoomRecord = v.InferOutput<typeof record>;

export async function readRecord(api: Api, room: string, signal?: AbortSignal): Promise<RoomRecord> {
  return v.parse(record, await api(`/api/rooms/${room}`, { signal }));
}

/** Rejects with 412 where the room was changed after `version`. */
export async function changeRecord(
  api: Api,
  room: string,
  version: number,
  change: RoomChange,
): Promise<RoomRecord> {
  const headers = { 'If-Match': `"${version}"` };
  return v.parse(record, await api(`/api/rooms/${room}`, { method: 'PATCH', body: change, headers }));
}

export interface RoomChange {
  readonly title?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly open?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The settings as a form has them. `audience` is `everyone`, `members`, or seconds of following at least. */
export interface RoomDraft {
  readonly title: string;
  readonly description: string;
  readonly tags: string;
  readonly slowModeSeconds: number;
  readonly audience: 'everyone' | 'members' | number;
  readonly links: boolean;
  readonly textLength: number;
  readonly reactions: string;
  /** Null where messages are kept for ever. */
  readonly retentionDays: number | null;
}

export function draftOf(room: RoomRecord): RoomDraft {
  const { followersOnlySeconds, membersOnly, ...rest } = room.settings;
  return {
    title: room.title,
    description: room.description,
    tags: room.tags.join(', '),
    slowModeSeconds: rest.slowModeSeconds,
    audience: membersOnly ? 'members' : (followersOnlySeconds ?? 'everyone'),
    links: rest.links,
    textLength: rest.textLength,
    reactions: rest.reactions.join(' '),
    retentionDays: rest.retentionDays,
  };
}

/** What a draft changes of a room; empty where it is as the room is. */
export function changeOf(room: RoomRecord, draft: RoomDraft): RoomChange {
  const before = draftOf(room);
  const differs = (field: keyof RoomDraft) => before[field] !== draft[field];
  const settings = {
    ...(differs('slowModeSeconds') && { slowModeSeconds: draft.slowModeSeconds }),
    ...(differs('audience') && {
      membersOnly: draft.audience === 'members',
      followersOnlySeconds: typeof draft.audience === 'number' ? draft.audience : -1,
    }),
    ...(differs('links') && { links: draft.links }),
    ...(differs('textLength') && { textLength: draft.textLength }),
    ...(differs('reactions') && { reactions: draft.reactions.split(/\s+/).filter((each) => each !== '') }),
    ...(differs('retentionDays') && { retentionDays: draft.retentionDays ?? FOR_EVER }),
  };
  return {
    ...(differs('title') && { title: draft.title.trim() }),
    ...(differs('description') && { description: draft.description.trim() }),
    ...(differs('tags') && {
      tags: draft.tags
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}

export function isEmpty(change: RoomChange): boolean {
  return Object.keys(change).length === 0;
}
