import type { Texts } from '@/shared/config/texts-en';
import { useTexts } from '@/shared/lib/language';
import type { ChatRoom } from './chat-room';
import { useRoomView } from './use-chat-room';
import type { RoomSettings } from './wire';

/** What a viewer of a role should know before writing, in few words. */
export function rulesOf(texts: Texts, settings: RoomSettings, role: string): readonly string[] {
  const isModerator = role === 'moderator' || role === 'owner';
  const isVip = role === 'vip' || isModerator;
  const rules: string[] = [];
  if (settings.slowModeSeconds > 0 && !isVip) {
    rules.push(texts.composer.slowMode(settings.slowModeSeconds));
  }
  if (settings.membersOnly && !isVip) {
    rules.push(texts.composer.membersOnly);
  } else if (settings.followersOnlySeconds !== null && !isVip) {
    rules.push(texts.composer.followersOnly);
  }
  if (!settings.links && !isModerator) {
    rules.push(texts.composer.noLinks);
  }
  return rules;
}

export function RoomRules({ room }: { room: ChatRoom }) {
  const texts = useTexts();
  const settings = useRoomView(room, (view) => view.chat.settings);
  const role = useRoomView(room, (view) => view.chat.role);
  return <>{settings === null ? '' : rulesOf(texts, settings, role).join(' · ')}</>;
}
