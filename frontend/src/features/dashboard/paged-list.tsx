import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { pagesQuery, type ReadPage } from './paged';
import { DASHBOARD_TEXTS } from './texts';

type PagedListProps<T> = {
  queryKey: readonly unknown[];
  read: ReadPage<T>;
  idOf: (item: T) => string;
  /** One `li`. */
  row: (item: T) => ReactNode;
  empty: string;
  label: string;
  refetchMillis?: number;
};

/** A list of the server, page by page, with what is said while it loads, fails or is empty. */
export function PagedList<T>(props: PagedListProps<T>) {
  const { queryKey, read, idOf, row, empty, label, refetchMillis } = props;
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS);
  const list = useInfiniteQuery({
    ...pagesQuery(queryKey, read),
    ...(refetchMillis && { refetchInterval: refetchMillis }),
  });
  if (list.isPending) {
    return (
      <p className="dash-state" role="status">
        {texts.common.loading}
      </p>
    );
  }
  if (list.data === undefined) {
    const isForbidden = list.error instanceof Problem && list.error.status === 403;
    return (
      <div className="dash-state" role="alert">
        <p>{isForbidden ? words.forbidden : words.failed}</p>
        {!isForbidden && (
          <button type="button" className="button-small" onClick={() => void list.refetch()}>
            {texts.common.retry}
          </button>
        )}
      </div>
    );
  }
  const items = [
    ...new Map(list.data.pages.flatMap((page) => page.items).map((item) => [idOf(item), item])).values(),
  ];
  if (items.length === 0) {
    return <p className="dash-state">{empty}</p>;
  }
  return (
    <>
      <ul className="dash-list" aria-label={label}>
        {items.map((item) => (
          <Fragment key={idOf(item)}>{row(item)}</Fragment>
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button-small dash-more"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {words.more}
        </button>
      )}
    </>
  );
}
