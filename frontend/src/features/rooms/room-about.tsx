import type { ReactNode } from 'react';
import type { Api } from '@/shared/lib/api';
import { useTexts } from '@/shared/lib/language';
import { FavourButtons } from './favour-buttons';
import { RoomTags } from './room-tags';
import type { RoomLookUp } from './use-room';

type RoomAboutProps = {
  id: string;
  found: RoomLookUp;
  api: Api;
  me: string | null;
  /** A way to write to the streamer. */
  contact?: ReactNode;
};

/** What a room says of itself; its id stands in where the record cannot be had. */
export function RoomAbout({ id, found, api, me, contact }: RoomAboutProps) {
  const texts = useTexts();
  if (found.status === 'loading') {
    return (
      <div className="room-head" role="status">
        <h1 className="skeleton">
          <span className="sr-only">{texts.common.loading}</span>
        </h1>
        <p className="skeleton" />
      </div>
    );
  }
  if (found.status !== 'found') {
    return (
      <div className="room-head">
        <h1>{id}</h1>
        {found.status === 'unavailable' && (
          <p className="hint" role="status">
            {texts.rooms.noDetails}{' '}
            <button type="button" className="button-link" onClick={found.retry}>
              {texts.common.retry}
            </button>
          </p>
        )}
      </div>
    );
  }
  const { room } = found;
  return (
    <div className="room-head">
      <div className="room-title">
        <h1>{room.title}</h1>
        <div className="room-buttons">
          <FavourButtons api={api} room={room} me={me} />
          {contact}
        </div>
      </div>
      <p className="room-meta">
        {room.owner && <bdi>{texts.rooms.by(room.owner.name)}</bdi>}
        <span className="room-id">{id}</span>
      </p>
      {room.description && <p className="room-description">{room.description}</p>}
      <RoomTags tags={room.tags ?? []} />
    </div>
  );
}
