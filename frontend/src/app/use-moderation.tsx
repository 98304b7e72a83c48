import { type ReactNode, useMemo, useState } from 'react';
import type { ChatRoom, RoomView } from '@/features/chat/chat-room';
import type { GivenEvent } from '@/features/chat/message-line';
import { useRoomView } from '@/features/chat/use-chat-room';
import type { MessageEvent } from '@/features/chat/wire';
import { isModerator } from '@/features/moderation/deeds';
import { type MenuTarget, MessageMenu } from '@/features/moderation/message-menu';
import { moderationOf } from '@/features/moderation/moderation-api';
import { ModeratorTools } from '@/features/moderation/moderator-tools';
import { RestrictedNotice } from '@/features/moderation/restricted-notice';
import { MODERATION_TEXTS } from '@/features/moderation/texts';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { useToast } from '@/shared/ui/toasts';
import { useSecondsUntil } from '@/shared/ui/use-seconds-until';

type ModeratedRoom = { api: Api; id: string; chatRoom: ChatRoom; me: string | null };

/** Moderation as a chat panel shows it: the menu of a message, the tools, and what who is restricted sees. */
export function useModeration({ api, id, chatRoom, me }: ModeratedRoom) {
  const moderation = useMemo(() => moderationOf(api, id), [api, id]);
  const toast = useToast();
  const texts = useTexts();
  const words = useWords(MODERATION_TEXTS);
  const [target, setTarget] = useState<MenuTarget | null>(null);
  const role = useRoomView(chatRoom, (view) => view.chat.role);
  const isShieldUp = useRoomView(chatRoom, (view) => view.chat.settings?.shield ?? false);
  const restriction = useRoomView(chatRoom, (view) => view.chat.restriction);
  const secondsLeft = useSecondsUntil(restriction?.until ?? null);
  const mayModerate = me !== null && isModerator(role);
  const isRestricted = restriction !== null && (restriction.until === null || secondsLeft > 0);

  const unpin = () => {
    moderation.unpin().then(
      () => toast.show({ text: words.unpinned }),
      (error: unknown) => toast.show({ text: words.failed(failureText(texts, error)), kind: 'failed' }),
    );
  };
  return {
    say: toast.show,
    news: toast.view,
    tools: mayModerate ? (
      <ModeratorTools room={id} isShieldUp={isShieldUp} moderation={moderation} say={toast.show} />
    ) : null,
    restricted:
      me !== null && isRestricted ? (
        <RestrictedNotice
          room={id}
          kind={restriction.kind}
          secondsLeft={secondsLeft}
          moderation={moderation}
        />
      ) : null,
    onUnpin: mayModerate ? unpin : null,
    onMenu: (said: MessageEvent | GivenEvent, anchor: HTMLElement) => {
      setTarget(targetOf(chatRoom.view(), said, anchor));
    },
    /** The open menu; `more` is put into it. */
    menu: (more?: (target: MenuTarget, close: () => void) => ReactNode) =>
      target && (
        <MessageMenu
          target={target}
          me={me}
          myRole={role}
          moderation={moderation}
          say={toast.show}
          onClose={() => setTarget(null)}
        >
          {more?.(target, () => setTarget(null))}
        </MessageMenu>
      ),
  };
}

function targetOf({ chat }: RoomView, said: MessageEvent | GivenEvent, anchor: HTMLElement): MenuTarget {
  return {
    message: { id: said.id, text: said.text ?? '', by: said.by },
    authorRole: chat.roles.get(said.by.id) ?? said.by.role ?? 'viewer',
    isPinned: chat.pinned?.id === said.id,
    isDonation: said.type === 'donation',
    anchor,
  };
}
