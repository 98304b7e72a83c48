import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { useTexts } from '@/shared/lib/language';
import { navigate, useQuery } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { CreateRoomDialog } from './create-room-dialog';
import { RoomCard } from './room-card';
import { listRooms, SORTS, type Sort } from './rooms-api';

/** Counts of viewers on the list are at most this old. */
const REFRESH_MILLIS = 15_000;

type RoomListPageProps = { api: Api; canCreate: boolean };

export function RoomListPage({ api, canCreate }: RoomListPageProps) {
  const texts = useTexts();
  const address = useQuery();
  const query = address.get('query') ?? '';
  const sort = SORTS.find((known) => known === address.get('sort')) ?? 'viewers';
  const [isCreating, setCreating] = useState(false);

  const find = (next: { query?: string; sort?: Sort }) => {
    const wanted = { query, sort, ...next };
    const kept = new URLSearchParams();
    if (wanted.query !== '') {
      kept.set('query', wanted.query);
    }
    if (wanted.sort !== 'viewers') {
      kept.set('sort', wanted.sort);
    }
    navigate(kept.size > 0 ? `/?${kept}` : '/', 'replace');
  };

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
      <RoomResults api={api} query={query.trim()} sort={sort} />
      {isCreating && <CreateRoomDialog api={api} onClose={() => setCreating(false)} />}
    </div>
  );
}

function RoomResults({ api, query, sort }: { api: Api; query: string; sort: Sort }) {
  const texts = useTexts();
  const wanted = useDeferredValue(query);
  const list = useInfiniteQuery({
    queryKey: ['rooms', wanted, sort],
    queryFn: ({ pageParam, signal }) => listRooms(api, { query: wanted, sort, cursor: pageParam }, signal),
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
        <p>{wanted === '' ? texts.rooms.empty : texts.rooms.noMatch(wanted)}</p>
        {wanted === '' && <p className="hint">{texts.rooms.emptyHint}</p>}
      </div>
    );
  }
  return (
    <>
      <ul className="room-list" aria-busy={list.isPlaceholderData}>
        {rooms.map((room) => (
          <RoomCard key={room.id} room={room} />
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
