import { useTexts } from '@/shared/lib/language';
import type { ChatRoom } from './chat-room';
import { useRoomView } from './use-chat-room';

/** The room's reactions, to be tapped as often as one likes; nothing where it has none. */
export function ReactionBar({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const settings = useRoomView(room, (view) => view.chat.settings);
  const isLive = useRoomView(
    room,
    (view) => view.connection.status === 'live' && view.connection.by === 'socket',
  );
  if (settings === null || settings.reactions.length === 0) {
    return null;
  }
  return (
    <fieldset className="reaction-bar" aria-label={texts.chat.reactions} disabled={!isLive}>
      {settings.reactions.map((reaction) => (
        <button
          key={reaction}
          type="button"
          aria-label={texts.chat.react(reaction)}
          onClick={() => room.react(reaction)}
        >
          {reaction}
        </button>
      ))}
    </fieldset>
  );
}
