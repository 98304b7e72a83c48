import { useTexts } from '@/shared/lib/language';
import { nameColor } from '@/shared/lib/name-color';
import { Link } from '@/shared/lib/router';
import { useIsDark } from '@/shared/lib/theme';
import { Icon } from '@/shared/ui/icon';
import { RoomTags } from './room-tags';
import type { Room } from './rooms-api';

export function RoomCard({ room, isMine }: { room: Room; isMine: boolean }) {
  const texts = useTexts();
  const isDark = useIsDark();
  return (
    <li className="room-card">
      <span className="room-mark" style={{ color: nameColor(null, room.id, isDark) }} aria-hidden="true">
        {[...room.title][0] ?? '·'}
      </span>
      <div className="room-about">
        <h2>
          <Link to={`/rooms/${room.id}`}>{room.title}</Link>
        </h2>
        <p className="room-meta">
          {!room.open && (
            <span className="room-closed">
              <Icon name="lock" />
              {texts.rooms.closed}
            </span>
          )}
          {room.owner && <bdi>{texts.rooms.by(room.owner.name)}</bdi>}
          <span className="room-id">{room.id}</span>
        </p>
        {room.description && <p className="room-description">{room.description}</p>}
        <RoomTags tags={room.tags ?? []} />
      </div>
      <div className="room-counts">
        {typeof room.viewers === 'number' && (
          <span className="viewers">
            <Icon name="eye" />
            {texts.rooms.viewers(room.viewers)}
          </span>
        )}
        {room.likes > 0 && (
          <span className="viewers">
            <Icon name="heart" />
            {texts.rooms.likes(room.likes)}
          </span>
        )}
        {isMine && (
          <Link className="button-small" to={`/dashboard/${room.id}`}>
            <Icon name="chart" />
            {texts.rooms.dashboard}
          </Link>
        )}
      </div>
    </li>
  );
}
