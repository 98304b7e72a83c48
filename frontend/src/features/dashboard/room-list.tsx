import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '@/shared/lib/language';
import { pagesQuery, type ReadPage } from '@/shared/lib/paged';
import { Problem } from '@/shared/lib/problem';
import { PagedList } from '@/shared/ui/paged-list';
import { DASHBOARD_TEXTS } from './texts';

type RoomListProps<T> = {
  queryKey: readonly unknown[];
  read: ReadPage<T>;
  idOf: (item: T) => string;
  /** One `li`. */
  row: (item: T) => ReactNode;
  empty: string;
  label: string;
  refetchMillis?: number;
};

/** A list of one room, for those who look after it. */
export function RoomList<T>({ queryKey, read, refetchMillis, ...list }: RoomListProps<T>) {
  const words = useWords(DASHBOARD_TEXTS);
  const pages = useInfiniteQuery({
    ...pagesQuery(queryKey, read),
    ...(refetchMillis && { refetchInterval: refetchMillis }),
  });
  return (
    <PagedList
      {...list}
      read={pages}
      className="dash-list"
      verdict={(error) => (error instanceof Problem && error.status === 403 ? words.forbidden : null)}
    />
  );
}
