import type { ReactNode } from 'react';
import type { Api } from '@/shared/lib/api';
import { useTexts } from '@/shared/lib/language';
import { Link } from '@/shared/lib/router';
import { FavourButtons } from './favour-buttons';
import type { Room } from './rooms-api';

type RoomAboutProps = {
  id: string;
  room: Room | null;
  api: Api;
  me: string | null;
  /** A way to write to the streamer. */
  contact?: ReactNode;
};

/** What a room says of itself; its id stands in where the record cannot be had. */
export function RoomAbout({ id, room, api, me, contact }: RoomAboutProps) {
  const texts = useTexts();
  return (
    <div className="room-head">
      <div className="room-title">
        <h1>{room?.title ?? id}</h1>
        {room && (
          <div className="room-buttons">
            <FavourButtons api={api} room={room} me={me} />
            {contact}
          </div>
        )}
      </div>
      <p className="room-meta">
        {room?.owner && <bdi>{texts.rooms.by(room.owner.name)}</bdi>}
        <span className="room-id">{id}</span>
      </p>
      {room?.description && <p className="room-description">{room.description}</p>}
      {room?.tags && room.tags.length > 0 && (
        <ul className="tags">
          {room.tags.map((tag) => (
            <li key={tag}>
              <Link to={`/?tag=${encodeURIComponent(tag)}`}>{tag}</Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
