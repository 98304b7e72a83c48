import { useSessionState } from '@/features/account/session-context';
import { ChatPanel } from '@/features/chat/chat-panel';
import { useChatRoom, useRoomView } from '@/features/chat/use-chat-room';
import { MessageButton } from '@/features/direct/message-button';
import { DonateButton } from '@/features/money/donate-button';
import { DonorRanking } from '@/features/money/donor-ranking';
import { RoomAbout } from '@/features/rooms/room-about';
import { Stage } from '@/features/rooms/stage';
import { type RoomLookUp, useRoom } from '@/features/rooms/use-room';
import { useTexts } from '@/shared/lib/language';
import { Link } from '@/shared/lib/router';
import { Loading } from '@/shared/ui/states';
import type { Services } from './services';
import { useModeration } from './use-moderation';
import { useTitle } from './use-title';

type RoomPageProps = { services: Services; id: string };

/** Waits until it is known who is signed in, so that the chat begins in the right name. */
export function RoomPage({ services, id }: RoomPageProps) {
  const texts = useTexts();
  const session = useSessionState();
  const viewer = session.status === 'signed-in' ? session.viewer : null;
  const found = useRoom(services.api, id, session.status === 'restoring' ? undefined : (viewer?.id ?? null));
  useTitle(found.status === 'found' ? found.room.title : id);
  if (found.status === 'unknown') {
    return (
      <div className="page state">
        <h1>{texts.rooms.unknownTitle}</h1>
        <p>{texts.rooms.unknown}</p>
        <Link className="button" to="/">
          {texts.common.toRooms}
        </Link>
      </div>
    );
  }
  if (session.status === 'restoring') {
    return <Loading />;
  }
  return (
    <LiveRoom key={`${id} ${viewer?.id ?? ''}`} services={services} id={id} viewer={viewer} found={found} />
  );
}

type LiveRoomProps = RoomPageProps & {
  viewer: { id: string; name: string; color: string | null } | null;
  found: RoomLookUp;
};

function LiveRoom({ services, id, viewer, found }: LiveRoomProps) {
  const texts = useTexts();
  const room = found.status === 'found' ? found.room : null;
  const chatRoom = useChatRoom(services.chat, id, viewer?.id ?? null);
  const playback = useRoomView(chatRoom, (view) => view.chat.playback);
  const textLength = useRoomView(chatRoom, (view) => view.chat.textLength);
  const isOpen = useRoomView(chatRoom, (view) => view.chat.open);
  const hasJoined = useRoomView(chatRoom, (view) => view.chat.joined);
  const moderation = useModeration({ api: services.api, id, chatRoom, me: viewer?.id ?? null });
  // The chat knows at once, the record only when it is read again.
  const isClosed = hasJoined ? !isOpen : room?.open === false;
  return (
    <div className="room">
      <div className="room-main">
        <Stage playback={playback} isClosed={isClosed} isOpen={hasJoined && isOpen} />
        <RoomAbout
          id={id}
          found={found}
          api={services.api}
          me={viewer?.id ?? null}
          contact={
            viewer &&
            room?.owner &&
            room.owner.id !== viewer.id && (
              <MessageButton api={services.api} handle={room.owner.handle} say={moderation.say} />
            )
          }
        />
        <DonorRanking api={services.api} room={id} />
      </div>
      <ChatPanel
        room={chatRoom}
        viewer={viewer}
        isClosed={isClosed}
        tools={moderation.tools}
        restricted={moderation.restricted}
        news={moderation.news}
        onMenu={viewer && moderation.onMenu}
        onUnpin={moderation.onUnpin}
        gifts={
          viewer &&
          room?.owner &&
          room.owner.id !== viewer.id && (
            <DonateButton
              api={services.api}
              room={id}
              streamer={room.owner.name}
              textLength={textLength}
              newKey={services.chat.newKey}
              say={moderation.say}
            />
          )
        }
        signIn={
          <Link className="button-primary" to={`/sign-in?return=${encodeURIComponent(`/rooms/${id}`)}`}>
            {texts.composer.guestAction}
          </Link>
        }
      />
      {moderation.menu()}
    </div>
  );
}
