import { useQuery } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { Link } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { CONVERSATIONS_KEY, readConversations } from './direct-api';
import { DIRECT_TEXTS } from './texts';

const REFRESH_MILLIS = 30_000;
const SHOWN_MAX = 99;

/** The way to the messages, with how many are unread in the newest conversations. */
export function MessagesLink({ api }: { api: Api }) {
  const words = useWords(DIRECT_TEXTS);
  const newest = useQuery({
    queryKey: [...CONVERSATIONS_KEY, 'newest'],
    queryFn: ({ signal }) => readConversations(api, null, signal),
    refetchInterval: REFRESH_MILLIS,
  });
  const unread = newest.data?.items.reduce((sum, each) => sum + each.unread, 0) ?? 0;
  const label = unread > 0 ? words.unreadLabel(unread) : words.messages;
  return (
    <Link to="/messages" className="bar-link bar-icon" aria-label={label} title={label}>
      <Icon name="chat" />
      {unread > 0 && (
        <span className="unread" aria-hidden="true">
          {unread > SHOWN_MAX ? `${SHOWN_MAX}+` : unread}
        </span>
      )}
    </Link>
  );
}
