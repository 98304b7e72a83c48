import { useInfiniteQuery } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { pagesQuery } from '@/shared/lib/paged';
import { CONVERSATIONS_KEY, readConversations } from './direct-api';

const REFRESH_MILLIS = 10_000;

/** The own conversations as far as they were asked for, shared by all who show them. */
export function useConversations(api: Api) {
  return useInfiniteQuery({
    ...pagesQuery(CONVERSATIONS_KEY, (cursor, signal) => readConversations(api, cursor, signal)),
    refetchInterval: REFRESH_MILLIS,
  });
}

/** One of them; undefined while it is not known, or where it lies further down than what was asked for. */
export function useConversation(api: Api, room: string) {
  const pages = useConversations(api).data?.pages ?? [];
  return pages.flatMap((page) => page.items).find((each) => each.room === room);
}
