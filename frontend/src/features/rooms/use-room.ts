import { useQuery } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { Problem } from '@/shared/lib/problem';
import { type Room, readRoom } from './rooms-api';

export type RoomLookUp =
  | { readonly status: 'loading' }
  | { readonly status: 'unknown' }
  /** The room's record cannot be had now; its chat may well be. */
  | { readonly status: 'unavailable'; readonly retry: () => void }
  | { readonly status: 'found'; readonly room: Room };

/** A record that could not be had is asked for again this often. */
export const AGAIN_MILLIS = 10_000;

export function roomKey(id: string, me: string | null | undefined) {
  return ['room', id, me] as const;
}

/** The record of a room as a viewer has it; null for a guest, undefined while nobody knows who it is. */
export function useRoom(api: Api, id: string, me: string | null | undefined): RoomLookUp {
  const query = useQuery({
    queryKey: roomKey(id, me),
    enabled: me !== undefined,
    queryFn: ({ signal }) => readRoom(api, id, signal),
    retry: (count, error) => !isUnknown(error) && count < 3,
    staleTime: 30_000,
    refetchInterval: ({ state }) => (state.error && !isUnknown(state.error) ? AGAIN_MILLIS : false),
  });
  if (query.data) {
    return { status: 'found', room: query.data };
  }
  if (query.error) {
    return isUnknown(query.error)
      ? { status: 'unknown' }
      : { status: 'unavailable', retry: () => void query.refetch() };
  }
  return { status: 'loading' };
}

function isUnknown(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}
