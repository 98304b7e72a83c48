import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { useTexts } from '@/shared/lib/language';
import { Link, navigate, useQuery } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { CreateRoomDialog } from './create-room-dialog';
import { RoomCard } from './room-card';
import { listRooms, type RoomSearch, SHELVES, SORTS } from './rooms-api';

/** Counts of viewers on the list are at most this old. */
const REFRESH_MILLIS = 15_000;

type RoomListPageProps = { api: Api; canCreate: boolean };

export function RoomListPage({ api, canCreate }: RoomListPageProps) {
  const texts = useTexts();
  const address = useQuery();
  const [isCreating, setCreating] = useState(false);
  const search = searchOf(address);
  const { query, sort, shelf, tag } = search;
  const find = (next: Partial<RoomSearch>) => navigate(addressOf({ ...search, ...next }), 'replace');

  return (
    <div className="page rooms">
      <div className="page-head">
        <div>
          <h1>{texts.rooms.title}</h1>
          <p className="lead">{texts.rooms.lead}</p>
        </div>
        {canCreate && (
          <button type="button" className="button-primary" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            {texts.rooms.create}
          </button>
        )}
      </div>
      {canCreate && (
        <nav className="tabs" aria-label={texts.rooms.shelves}>
          {SHELVES.map((known) => (
            <Link
              key={known}
              to={addressOf({ ...search, shelf: known })}
              aria-current={known === shelf ? 'page' : undefined}
            >
              {texts.rooms.shelfNames[known]}
            </Link>
          ))}
        </nav>
      )}
      <search className="rooms-find">
        <label className="search">
          <Icon name="search" />
          <span className="sr-only">{texts.rooms.search}</span>
          <input
            type="search"
            value={query}
            placeholder={texts.rooms.search}
            onChange={(event) => find({ query: event.target.value })}
          />
        </label>
        <label className="select">
          <span className="sr-only">{texts.rooms.sort}</span>
          <select
            value={sort}
            onChange={(event) =>
              find({ sort: SORTS.find((known) => known === event.target.value) ?? 'viewers' })
            }
          >
            {SORTS.map((known) => (
              <option key={known} value={known}>
                {texts.rooms.sorts[known]}
              </option>
            ))}
          </select>
        </label>
      </search>
      {tag !== '' && (
        <p className="rooms-tag">
          <span className="tag-chip">
            {tag}
            <button
              type="button"
              className="button-icon"
              aria-label={texts.rooms.anyTag}
              onClick={() => find({ tag: '' })}
            >
              <Icon name="close" />
            </button>
          </span>
        </p>
      )}
      {shelf !== 'live' && !canCreate ? (
        <p className="state">{texts.rooms.needSignIn}</p>
      ) : (
        <RoomResults api={api} search={{ ...search, query: query.trim() }} />
      )}
      {isCreating && <CreateRoomDialog api={api} onClose={() => setCreating(false)} />}
    </div>
  );
}

/** What the address asks for. */
function searchOf(address: URLSearchParams): RoomSearch {
  return {
    query: address.get('query') ?? '',
    tag: address.get('tag') ?? '',
    sort: SORTS.find((known) => known === address.get('sort')) ?? 'viewers',
    shelf: SHELVES.find((known) => known === address.get('show')) ?? 'live',
  };
}

/** The address of a search, without what goes without saying. */
function addressOf({ query, tag, sort, shelf }: RoomSearch): string {
  const kept = new URLSearchParams();
  if (shelf !== 'live') {
    kept.set('show', shelf);
  }
  if (query !== '') {
    kept.set('query', query);
  }
  if (tag !== '') {
    kept.set('tag', tag);
  }
  if (sort !== 'viewers') {
    kept.set('sort', sort);
  }
  return kept.size > 0 ? `/?${kept}` : '/';
}

function RoomResults({ api, search }: { api: Api; search: RoomSearch }) {
  const texts = useTexts();
  const wanted = useDeferredValue(search.query);
  const { sort, shelf, tag } = search;
  const list = useInfiniteQuery({
    queryKey: ['rooms', shelf, wanted, tag, sort],
    queryFn: ({ pageParam, signal }) =>
      listRooms(api, { query: wanted, sort, shelf, tag, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MILLIS,
  });
  if (list.isPending) {
    return (
      <p className="state" role="status">
        {texts.common.loading}
      </p>
    );
  }
  if (list.data === undefined) {
    return (
      <div className="state" role="alert">
        <p>{texts.rooms.failed}</p>
        <button type="button" className="button" onClick={() => void list.refetch()}>
          {texts.common.retry}
        </button>
      </div>
    );
  }
  // A room can move from one page to the next between two requests; it is shown once.
  const rooms = [
    ...new Map(list.data.pages.flatMap((page) => page.rooms).map((room) => [room.id, room])).values(),
  ];
  if (rooms.length === 0) {
    return (
      <div className="state" role="status">
        <p>{wanted === '' ? texts.rooms.emptyShelves[shelf] : texts.rooms.noMatch(wanted)}</p>
        {wanted === '' && tag === '' && <p className="hint">{texts.rooms.emptyHints[shelf]}</p>}
      </div>
    );
  }
  return (
    <>
      <ul className="room-list" aria-busy={list.isPlaceholderData}>
        {rooms.map((room) => (
          <RoomCard key={room.id} room={room} isMine={shelf === 'mine'} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button
          type="button"
          className="button more"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {list.isFetchingNextPage ? texts.common.loading : texts.rooms.more}
        </button>
      )}
    </>
  );
}
