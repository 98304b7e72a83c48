import { type ReactNode, useState } from 'react';
import { useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import { NameTag } from '@/shared/ui/name-tag';
import type { ChatRoom } from './chat-room';
import type { Reply } from './chat-state';
import { Composer } from './composer';
import { ConnectionBadge, ConnectionBanner } from './connection-status';
import { MessageList } from './message-list';
import { useRoomView } from './use-chat-room';
import type { MessageEvent } from './wire';

/** Code points of a message that a reply shows of it. */
const EXCERPT_LENGTH = 80;

type ChatPanelProps = {
  room: ChatRoom;
  viewer: { id: string; name: string; color: string | null } | null;
  /** Whether the room's own record says that it is closed. */
  isClosed: boolean;
  /** What a guest can do to write. */
  signIn: ReactNode;
};

/** The whole chat of a room: head, pinned message, list and composer. */
export function ChatPanel({ room, viewer, isClosed, signIn }: ChatPanelProps) {
  const texts = useTexts();
  const [reply, setReply] = useState<Reply | null>(null);
  const isOpen = useRoomView(room, (view) => view.chat.open) && !isClosed;
  const viewers = useRoomView(room, (view) => view.chat.viewers);
  const canWrite = viewer !== null && isOpen;
  const onReply = (message: MessageEvent) => {
    setReply({ id: message.id, name: message.by.name, excerpt: excerptOf(message.text) });
  };
  return (
    <section className="chat" aria-label={texts.chat.title}>
      <header className="chat-head">
        <h2>{texts.chat.title}</h2>
        <ConnectionBadge room={room} />
        {viewers !== null && (
          <span className="viewers">
            <Icon name="eye" />
            {texts.rooms.viewers(viewers)}
          </span>
        )}
      </header>
      <ConnectionBanner room={room} />
      <Pinned room={room} />
      <Trending room={room} />
      <MessageList
        room={room}
        me={viewer?.id ?? null}
        ownName={viewer && <NameTag id={viewer.id} name={viewer.name} color={viewer.color} />}
        onReply={canWrite ? onReply : null}
      />
      <Reactions room={room} />
      <footer className="chat-foot">
        {!isOpen ? (
          <p className="chat-shut">
            <Icon name="lock" /> {texts.composer.closed}
          </p>
        ) : viewer === null ? (
          <p className="chat-guest">
            <span>{texts.composer.guest}</span> {signIn}
          </p>
        ) : (
          <Composer room={room} reply={reply} onReplyDone={() => setReply(null)} />
        )}
      </footer>
    </section>
  );
}

function excerptOf(text: string): string {
  const points = [...text];
  return points.length > EXCERPT_LENGTH ? `${points.slice(0, EXCERPT_LENGTH).join('')}…` : text;
}

function Pinned({ room }: { room: ChatRoom }) {
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
