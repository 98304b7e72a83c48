import { type ReactNode, useState } from 'react';
import { useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import { NameTag } from '@/shared/ui/name-tag';
import type { ChatRoom, RoomView } from './chat-room';
import type { Reply } from './chat-state';
import { Composer } from './composer';
import { ConnectionBadge, ConnectionBanner } from './connection-status';
import type { OpenMenu } from './message-line';
import { MessageList } from './message-list';
import { ReactionBar } from './reaction-bar';
import { useRoomView } from './use-chat-room';
import type { MessageEvent } from './wire';

/** Code points of a message that a reply shows of it. */
const EXCERPT_LENGTH = 80;

type ChatPanelProps = {
  room: ChatRoom;
  viewer: { id: string; name: string; color: string | null } | null;
  /** Whether the room's own record says that it is closed. */
  isClosed: boolean;
  /** Of a conversation of two: who the other one is, and what is said while one of the two blocks the other. */
  direct?: { title: string; paused: string };
  /** What a guest can do to write. */
  signIn: ReactNode;
  /** What moderators do with the whole room; null for others. */
  tools?: ReactNode;
  /** What is shown in the place of the composer where the viewer is kept from writing. */
  restricted?: ReactNode;
  /** What else can be given beside words and reactions. */
  gifts?: ReactNode;
  /** Said at the foot, over everything else. */
  news?: ReactNode;
  onMenu?: OpenMenu | null;
  onUnpin?: (() => void) | null;
};

/** The whole chat of a room: head, pinned message, list and composer. */
export function ChatPanel({
  room,
  viewer,
  isClosed,
  direct,
  signIn,
  tools,
  restricted,
  gifts,
  news,
  onMenu = null,
  onUnpin = null,
}: ChatPanelProps) {
  const texts = useTexts();
  // Kept here, because the composer comes and goes with pauses and timeouts.
  const [draft, setDraft] = useState('');
  const [reply, setReply] = useState<Reply | null>(null);
  const isOpen = useRoomView(room, (view) => view.chat.open) && !isClosed;
  const viewers = useRoomView(room, (view) => view.chat.viewers);
  const isPaused = useRoomView(room, isShielded);
  const canWrite = viewer !== null && isOpen && !restricted && !isPaused;
  const onReply = (message: MessageEvent) => {
    setReply({
      id: message.id,
      by: message.by.id,
      name: message.by.name,
      excerpt: excerptOf(message.text),
    });
  };
  return (
    <section className="chat" aria-label={texts.chat.title}>
      <header className="chat-head">
        <h2>{direct?.title ?? texts.chat.title}</h2>
        <ConnectionBadge room={room} />
        {viewers !== null && !direct && (
          <span className="viewers">
            <Icon name="eye" />
            {texts.rooms.viewers(viewers)}
          </span>
        )}
      </header>
      {tools}
      <ConnectionBanner room={room} />
      {!direct && <ShieldBanner room={room} />}
      <Pinned room={room} onUnpin={onUnpin} />
      <Trending room={room} />
      <MessageList
        room={room}
        viewer={viewer}
        ownName={viewer && <NameTag id={viewer.id} name={viewer.name} color={viewer.color} />}
        onReply={canWrite ? onReply : null}
        onMenu={onMenu}
      />
      <Reactions room={room} />
      {news}
      <footer className="chat-foot">
        {!isOpen ? (
          <p className="chat-shut">
            <Icon name="lock" /> {texts.composer.closed}
          </p>
        ) : viewer === null ? (
          <p className="chat-guest">
            <span>{texts.composer.guest}</span> {signIn}
          </p>
        ) : restricted ? (
          restricted
        ) : (
          <>
            {!(direct && isPaused) && (
              <div className="chat-gifts">
                <ReactionBar room={room} />
                {gifts}
              </div>
            )}
            {isPaused ? (
              <p className="chat-shut">
                <Icon name="shield" /> {direct?.paused ?? texts.composer.paused}
              </p>
            ) : (
              <Composer
                room={room}
                draft={draft}
                onDraft={setDraft}
                reply={reply}
                onReplyDone={() => setReply(null)}
              />
            )}
          </>
        )}
      </footer>
    </section>
  );
}

function excerptOf(text: string): string {
  const points = [...text];
  return points.length > EXCERPT_LENGTH ? `${points.slice(0, EXCERPT_LENGTH).join('')}…` : text;
}

/** Whether the shield keeps this viewer from writing. */
function isShielded({ chat }: RoomView): boolean {
  return (chat.settings?.shield ?? false) && chat.role !== 'moderator' && chat.role !== 'owner';
}

function ShieldBanner({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const isUp = useRoomView(room, (view) => view.chat.settings?.shield ?? false);
  return (
    isUp && (
      <div className="banner" data-kind="warning" role="status">
        <span>
          <Icon name="shield" /> {texts.chat.shielded}
        </span>
      </div>
    )
  );
}

function Pinned({ room, onUnpin }: { room: ChatRoom; onUnpin: (() => void) | null }) {
  const texts = useTexts();
  const pinned = useRoomView(room, (view) => view.chat.pinned);
  return (
    pinned && (
      <div className="pinned">
        <Icon name="pin" />
        <p>
          <span className="sr-only">{texts.chat.pinned}: </span>
          <NameTag id={pinned.by.id} name={pinned.by.name} color={pinned.by.color} /> {pinned.text}
        </p>
        {onUnpin && (
          <button
            type="button"
            className="button-icon"
            aria-label={texts.chat.unpin}
            title={texts.chat.unpin}
            onClick={onUnpin}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
    )
  );
}

function Trending({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const words = useRoomView(room, (view) => view.chat.trending);
  return (
    words.length > 0 && (
      <ul className="trending" aria-label={texts.chat.trending}>
        {words.slice(0, 6).map(({ word, count }) => (
          <li key={word}>
            {word} <span>{count}</span>
          </li>
        ))}
      </ul>
    )
  );
}

/** The last taps, shown for a moment; a new sum starts the moment again. */
function Reactions({ room }: { room: ChatRoom }) {
  const reactions = useRoomView(room, (view) => view.chat.reactions);
  return (
    reactions && (
      <div className="reactions" key={reactions.id} aria-hidden="true">
        {Object.entries(reactions.counts).map(([reaction, count]) => (
          <span key={reaction}>
            {reaction} {count}
          </span>
        ))}
      </div>
    )
  );
}
