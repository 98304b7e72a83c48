import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { ChatRoom, type ChatRoomOptions } from './chat-room';

/** What every room of this page shares. */
export type ChatServices = Omit<ChatRoomOptions, 'room' | 'me'>;

/** A room that is connected while its page is shown, and kept for a refresh or a return. */
export function useChatRoom(services: ChatServices, room: string, me: string | null): ChatRoom {
  const chatRoom = useMemo(() => new ChatRoom({ ...services, room, me }), [services, room, me]);
  useEffect(() => {
    chatRoom.start();
    const remember = () => chatRoom.remember();
    addEventListener('pagehide', remember);
    return () => {
      removeEventListener('pagehide', remember);
      chatRoom.stop();
    };
  }, [chatRoom]);
  return chatRoom;
}

/** One part of a room's view; the component renders again only when that part is another. */
export function useRoomView<T>(room: ChatRoom, select: (view: ReturnType<ChatRoom['view']>) => T): T {
  return useSyncExternalStore(room.subscribe, () => select(room.view()));
}
