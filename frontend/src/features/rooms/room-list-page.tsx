import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { useTexts } from '@/shared/lib/language';
import { pagesQuery } from '@/shared/lib/paged';
import { Link, navigate, useQuery } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { PagedList } from '@/shared/ui/paged-list';
import { CreateRoomDialog } from './create-room-dialog';
import { RoomCard } from './room-card';
import { listRooms, type Room, type RoomSearch, SHELVES, SORTS } from './rooms-api';

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
  const rooms = useInfiniteQuery({
    ...pagesQuery(['rooms', shelf, wanted, tag, sort], (cursor, signal) =>
      listRooms(api, { query: wanted, sort, shelf, tag, cursor }, signal),
    ),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MILLIS,
  });
  return (
    <PagedList<Room>
      read={rooms}
      idOf={(room) => room.id}
      className="room-list"
      label={texts.rooms.shelfNames[shelf]}
      failed={texts.rooms.failed}
      row={(room) => <RoomCard room={room} isMine={shelf === 'mine'} />}
      empty={
        wanted !== '' ? (
          <p>{texts.rooms.noMatch(wanted)}</p>
        ) : tag !== '' ? (
          <p>{texts.rooms.noTag(tag)}</p>
        ) : (
          <>
            <p>{texts.rooms.emptyShelves[shelf]}</p>
            <p className="hint">{texts.rooms.emptyHints[shelf]}</p>
          </>
        )
      }
    />
  );
}
