import { useInfiniteQuery } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { CONVERSATIONS_KEY, readConversations } from './direct-api';

const REFRESH_MILLIS = 10_000;

/** The own conversations as far as they were asked for, shared by all who show them. */
export function useConversations(api: Api) {
  const list = useInfiniteQuery({
    queryKey: CONVERSATIONS_KEY,
    queryFn: ({ pageParam, signal }) => readConversations(api, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MILLIS,
  });
  return { list, conversations: list.data?.pages.flatMap((page) => page.conversations) ?? [] };
}
