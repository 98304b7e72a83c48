import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import type { ChatRoom } from './chat-room';
import { PENDING_MAX, type Reply } from './chat-state';
import { RoomRules } from './room-rules';
import { useRoomView } from './use-chat-room';

type ComposerProps = {
  room: ChatRoom;
  draft: string;
  onDraft: (draft: string) => void;
  reply: Reply | null;
  onReplyDone: () => void;
};

/** Where a signed-in viewer writes. Enter sends; Escape lets go of a reply. */
export function Composer({ room, draft, onDraft, reply, onReplyDone }: ComposerProps) {
  const texts = useTexts();
  const id = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const textLength = useRoomView(room, (view) => view.chat.textLength);
  const isFull = useRoomView(room, (view) => view.chat.pending.length >= PENDING_MAX);
  const text = draft.trim();
  const remaining = textLength - [...text].length;
  const canSend = text !== '' && remaining >= 0 && !isFull;

  useEffect(() => {
    if (reply !== null) {
      input.current?.focus();
    }
  }, [reply]);

  const send = () => {
    if (canSend && room.write(text, reply)) {
      onDraft('');
      onReplyDone();
      room.follow(true);
    }
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    // While a syllable is being composed, Enter and Escape belong to the input method.
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && reply !== null) {
      event.preventDefault();
      onReplyDone();
    }
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {reply && (
        <div className="composer-reply">
          <Icon name="reply" />
          <span>
            <b>{texts.chat.replyingTo(reply.name)}</b> {reply.excerpt}
          </span>
          <button
            type="button"
            className="button-icon"
            aria-label={texts.chat.cancelReply}
            onClick={onReplyDone}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
      <div className="composer-row" data-over={remaining < 0 || undefined}>
        <label htmlFor={id} className="sr-only">
          {texts.composer.label}
        </label>
        <textarea
          ref={input}
          id={id}
          rows={1}
          value={draft}
          placeholder={texts.composer.placeholder}
          aria-describedby={`${id}-left`}
          aria-invalid={remaining < 0 || undefined}
          autoComplete="off"
          enterKeyHint="send"
          onChange={(event) => onDraft(event.target.value.replaceAll(/[\r\n]+/g, ' '))}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="composer-send" disabled={!canSend} aria-label={texts.composer.send}>
          <Icon name="send" />
        </button>
      </div>
      <div className="composer-foot">
        <span role={isFull ? 'alert' : undefined}>
          {isFull ? texts.composer.tooMany : <RoomRules room={room} />}
        </span>
        <span id={`${id}-left`} data-over={remaining < 0 || undefined}>
          {texts.composer.remaining(remaining)}
        </span>
      </div>
    </form>
  );
}
