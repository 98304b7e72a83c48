import { useTexts } from '@/shared/lib/language';
import type { Room } from './rooms-api';

/** What a room says of itself; its id stands in where the record cannot be had. */
export function RoomAbout({ id, room }: { id: string; room: Room | null }) {
  const texts = useTexts();
  return (
    <div className="room-head">
      <h1>{room?.title ?? id}</h1>
      <p className="room-meta">
        {room?.owner && <bdi>{texts.rooms.by(room.owner.name)}</bdi>}
        <span className="room-id">{id}</span>
      </p>
      {room?.description && <p className="room-description">{room.description}</p>}
      {room?.tags && room.tags.length > 0 && (
        <ul className="tags">
          {room.tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
