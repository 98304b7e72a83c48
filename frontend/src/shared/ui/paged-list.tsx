import { Fragment, type ReactNode } from 'react';
import { useTexts } from '@/shared/lib/language';
import type { Page } from '@/shared/lib/paged';
import { LoadFailed, Loading } from './states';

/** What a list has to know of the query that reads it. */
export interface PagesRead<T> {
  readonly data: { readonly pages: readonly Page<T>[] } | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly refetch: () => unknown;
  readonly fetchNextPage: () => unknown;
}

type PagedListProps<T> = {
  read: PagesRead<T>;
  idOf: (item: T) => string;
  /** One `li`. */
  row: (item: T) => ReactNode;
  label: string;
  empty: ReactNode;
  className?: string;
  /** Why it could not be loaded, where there is more to say; null where another try may help. */
  verdict?: (error: Error) => string | null;
  failed?: string;
};

/** A list of the server, page by page, with what is said while it loads, fails or is empty. */
export function PagedList<T>(props: PagedListProps<T>) {
  const { read, idOf, row, label, empty, className = 'list', verdict, failed } = props;
  const texts = useTexts();
  if (read.isPending) {
    return <Loading />;
  }
  if (read.data === undefined) {
    const final = read.error && verdict?.(read.error);
    return (
      <LoadFailed onRetry={final ? null : () => void read.refetch()}>
        {final ?? failed ?? texts.common.failed}
      </LoadFailed>
    );
  }
  const items = itemsOf(read.data.pages, idOf);
  if (items.length === 0) {
    return (
      <div className="state" role="status">
        {empty}
      </div>
    );
  }
  return (
    <>
      <ul className={className} aria-label={label} aria-busy={read.isPlaceholderData || undefined}>
        {items.map((item) => (
          <Fragment key={idOf(item)}>{row(item)}</Fragment>
        ))}
      </ul>
      {read.hasNextPage && (
        <div className="more">
          {read.isFetchNextPageError && (
            <p className="hint" role="alert">
              {failed ?? texts.common.failed}
            </p>
          )}
          <button
            type="button"
            className="button-small"
            disabled={read.isFetchingNextPage}
            onClick={() => void read.fetchNextPage()}
          >
            {read.isFetchingNextPage ? texts.common.loading : texts.common.more}
          </button>
        </div>
      )}
    </>
  );
}

/** What can move from one page to the next between two requests is there once. */
function itemsOf<T>(pages: readonly Page<T>[], idOf: (item: T) => string): readonly T[] {
  return [...new Map(pages.flatMap((page) => page.items).map((item) => [idOf(item), item])).values()];
}
