import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ChatPanel } from '@/features/chat/chat-panel';
import { useChatRoom, useRoomView } from '@/features/chat/use-chat-room';
import { ConversationHead } from '@/features/direct/conversation-head';
import { ConversationList } from '@/features/direct/conversation-list';
import { CONVERSATIONS_KEY, markRead } from '@/features/direct/direct-api';
import { DIRECT_TEXTS } from '@/features/direct/texts';
import { useConversation } from '@/features/direct/use-conversations';
import { useWords } from '@/shared/lib/language';
import type { Services } from './services';

/** Positions are told this long after the last message at the earliest: a burst is one. */
const READ_MILLIS = 500;

type Me = { id: string; name: string; color: string | null };
type MessagesPageProps = { services: Services; me: Me; room: string | null };

/** Conversations at the side, the open one beside them; one of both on a phone. */
export function MessagesPage({ services, me, room }: MessagesPageProps) {
  const words = useWords(DIRECT_TEXTS);
  return (
    <div className="messages" data-open={room !== null || undefined}>
      <section className="messages-list" aria-label={words.messages}>
        <h1>{words.messages}</h1>
        <p className="hint">{words.lead}</p>
        <ConversationList api={services.api} me={me.id} open={room} />
      </section>
      {room === null ? (
        <p className="messages-none">{words.choose}</p>
      ) : (
        <OpenConversation key={room} services={services} me={me} room={room} />
      )}
    </div>
  );
}

function OpenConversation({ services, me, room }: { services: Services; me: Me; room: string }) {
  const words = useWords(DIRECT_TEXTS);
  const other = useConversation(services.api, room)?.with;
  const chatRoom = useChatRoom(services.chat, room, me.id);
  const queries = useQueryClient();
  const position = useRoomView(chatRoom, (view) => view.chat.position);
  const isFollowing = useRoomView(chatRoom, (view) => view.chat.following);
  const { api } = services;

  useEffect(() => {
    if (position === null || !isFollowing || document.hidden) {
      return;
    }
    const timer = setTimeout(() => {
      markRead(api, room, position).then(
        () => queries.invalidateQueries({ queryKey: CONVERSATIONS_KEY }),
        () => undefined, // The next message tries again.
      );
    }, READ_MILLIS);
    return () => clearTimeout(timer);
  }, [api, room, position, isFollowing, queries]);

  return (
    <div className="messages-open">
      <ConversationHead api={api} room={room} />
      <ChatPanel
        room={chatRoom}
        viewer={me}
        isClosed={false}
        direct={{ title: other ? other.name || words.anAccount : words.messages, paused: words.paused }}
        signIn={null}
      />
    </div>
  );
}
