import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import { Link } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { BLOCKS_KEY, CONVERSATIONS_KEY, type Conversation, setBlocked } from './direct-api';
import { DIRECT_TEXTS } from './texts';
import { useConversation } from './use-conversations';

/** What stands above an open conversation: the way back, and blocking the other one. */
export function ConversationHead({ api, room }: { api: Api; room: string }) {
  const words = useWords(DIRECT_TEXTS);
  const shown = useConversation(api, room);
  // Whoever has no name any more is gone.
  const other = shown?.with.name ? shown.with : null;
  return (
    <div className="messages-head">
      <Link to="/messages" className="messages-back">
        <Icon name="back" />
        {words.back}
      </Link>
      {shown && other && <BlockButton api={api} other={other} isBlocked={shown.blocked} />}
    </div>
  );
}

type BlockButtonProps = { api: Api; other: Conversation['with']; isBlocked: boolean };

function BlockButton({ api, other, isBlocked }: BlockButtonProps) {
  const texts = useTexts();
  const words = useWords(DIRECT_TEXTS);
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => setBlocked(api, other.id, !isBlocked),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: BLOCKS_KEY });
      return queries.invalidateQueries({ queryKey: CONVERSATIONS_KEY });
    },
  });
  const isTooMany = change.error instanceof Problem && change.error.code === 'too_many';
  const why = change.error && (isTooMany ? words.tooManyBlocked : failureText(texts, change.error));
  return (
    <>
      <span className="messages-blocked" role="status">
        {why ?? (isBlocked && words.blocked(other.name))}
      </span>
      <button
        type="button"
        className="button-small"
        disabled={change.isPending}
        onClick={() => change.mutate()}
      >
        <Icon name="ban" /> {isBlocked ? words.unblock(other.name) : words.block(other.name)}
      </button>
    </>
  );
}
