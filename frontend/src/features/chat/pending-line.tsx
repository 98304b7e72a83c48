import { errorText } from '@/shared/lib/error-text';
import { useTexts } from '@/shared/lib/language';
import { useSecondsUntil } from '@/shared/ui/use-seconds-until';
import type { ChatRoom } from './chat-room';
import type { PendingPost } from './chat-state';
import { ReplyQuote, Time } from './message-line';

type PendingLineProps = { post: PendingPost; room: ChatRoom; name: React.ReactNode };

/** An own message that is not in the list yet: on its way, or failed with a way to try again. */
export function PendingLine({ post, room, name }: PendingLineProps) {
  const texts = useTexts();
  const isHeld = post.refusal?.code === 'held';
  const wait = useSecondsUntil(post.refusal?.retryAt ?? null);
  return (
    <div className="line line-pending" data-status={isHeld ? 'held' : post.status} data-own>
      {post.replyTo && <ReplyQuote reply={post.replyTo} />}
      <Time at={post.at} /> {name} <span className="text">{post.text}</span>
      {post.status === 'sending' && (
        <span
          className="pending-mark"
          role="img"
          aria-label={texts.chat.sending}
          title={texts.chat.sending}
        />
      )}
      {post.status === 'failed' && (
        <div className="refusal">
          <span>
            {!isHeld && texts.chat.notSent} {errorText(texts, post.refusal?.code ?? 'internal')}
            {wait > 0 && ` ${texts.waitSeconds(wait)}`}
          </span>
          {!isHeld && (
            <button
              type="button"
              className="button-link"
              disabled={wait > 0}
              onClick={() => room.retry(post.key)}
            >
              {texts.chat.retry}
            </button>
          )}
          <button type="button" className="button-link" onClick={() => room.discard(post.key)}>
            {texts.chat.discard}
          </button>
        </div>
      )}
    </div>
  );
}
