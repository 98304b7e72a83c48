import { infiniteQueryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';

/** A page of a list, and the cursor of the next one; null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Reads a list page by page; an entry that cannot be read rejects the page. */
export type ReadPage<T> = (cursor: string | null, signal?: AbortSignal) => Promise<Page<T>>;

/** The query of a list that is read page by page. */
export function pagesQuery<T, P extends Page<T>>(
  queryKey: readonly unknown[],
  read: (cursor: string | null, signal?: AbortSignal) => Promise<P>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: P) => page.next,
  });
}

/** Pages of the list at a path, which the answer carries under a name. */
export function pagesOf<S extends v.GenericSchema>(
  api: Api,
  path: string,
  name: string,
  entry: S,
): ReadPage<v.InferOutput<S>> {
  const rest = v.object({ next: v.optional(v.nullable(v.string()), null) });
  const list = v.object({ [name]: v.array(entry) });
  return async (cursor, signal) => {
    const more =
      cursor === null ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
    const answer = await api(path + more, { signal });
    return { items: v.parse(list, answer)[name] ?? [], next: v.parse(rest, answer).next };
  };
}
