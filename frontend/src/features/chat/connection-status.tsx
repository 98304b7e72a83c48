import type { Texts } from '@/shared/config/texts-en';
import { errorText } from '@/shared/lib/error-text';
import { useTexts } from '@/shared/lib/language';
import { useSecondsUntil } from '@/shared/ui/use-seconds-until';
import type { ChatRoom } from './chat-room';
import type { ConnectionState } from './connection-signal';
import { useRoomView } from './use-chat-room';

/** The dot and word in the chat's head. */
export function ConnectionBadge({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const state = useRoomView(room, (view) => view.connection);
  return (
    <span className="connection" data-status={state.status} role="status" aria-label={texts.connection.label}>
      <span className="connection-dot" aria-hidden="true" />
      {shortWords(texts, state)}
    </span>
  );
}

function shortWords(texts: Texts, state: ConnectionState): string {
  switch (state.status) {
    case 'idle':
    case 'connecting':
    case 'waiting':
      return texts.connection.connecting;
    case 'live':
      return state.by === 'socket' ? texts.connection.live : texts.connection.liveByStream;
    case 'closed':
      return state.code === 'room_closed' ? texts.rooms.closed : texts.connection.closed;
  }
}

/** Says why the chat stands still, and offers a try; nothing while all is well. */
export function ConnectionBanner({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const state = useRoomView(room, (view) => view.connection);
  const hasJoined = useRoomView(room, (view) => view.chat.joined);
  const seconds = useSecondsUntil(state.status === 'waiting' ? state.retryAt : null);
  if (state.status === 'waiting') {
    return (
      <div className="banner" data-kind="warning">
        <span>
          {state.retryAt === null
            ? texts.connection.offline
            : hasJoined
              ? texts.connection.waiting(seconds)
              : texts.connection.waitingAtFirst(seconds)}
        </span>
        <button type="button" className="button-small" onClick={() => room.retryNow()}>
          {texts.connection.retryNow}
        </button>
      </div>
    );
  }
  if (state.status === 'closed' && state.code !== 'room_closed') {
    return (
      <div className="banner" data-kind="error" role="alert">
        <span>{errorText(texts, state.code)}</span>
        <button type="button" className="button-small" onClick={() => room.retryNow()}>
          {texts.common.retry}
        </button>
      </div>
    );
  }
  return null;
}
