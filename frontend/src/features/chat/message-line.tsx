import { useLanguage, useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import { NameTag } from '@/shared/ui/name-tag';
import type { ChatLine, Reply } from './chat-state';
import type { Author, DonationEvent, MessageEvent } from './wire';

type MessageLineProps = {
  line: Extract<ChatLine, { kind: 'message' }>;
  isOwn: boolean;
  /** Whether it answers or names the viewer. */
  isMeant?: boolean;
  /** Whether the reply button is the one that Tab reaches; the others by the arrow keys. */
  isTabStop: boolean;
  onReply: ((message: MessageEvent) => void) | null;
  /** Opens what else can be done with the message, beside the button that was pressed. */
  onMenu: OpenMenu | null;
};

export type OpenMenu = (said: MessageEvent | GivenEvent, anchor: HTMLElement) => void;

/** A donation of which is told who gave it. */
export type GivenEvent = DonationEvent & { by: Author };

export function MessageLine({ line, isOwn, isMeant = false, isTabStop, onReply, onMenu }: MessageLineProps) {
  const texts = useTexts();
  const { event } = line;
  if (line.hidden !== null) {
    return (
      <div className="line line-quiet">
        <Time at={event.at} /> {texts.chat.removed}
      </div>
    );
  }
  return (
    <div className="line" data-own={isOwn || undefined} data-meant={isMeant || undefined}>
      {isMeant && <span className="sr-only">{texts.chat.meant}</span>}
      {event.replyTo && <ReplyQuote reply={event.replyTo} />}
      <Time at={event.at} />{' '}
      {onMenu ? (
        // The pointer's shortcut to the menu; the keyboard has the button at the end of the line.
        <button
          type="button"
          className="author-button"
          tabIndex={-1}
          onClick={(press) => onMenu(event, press.currentTarget)}
        >
          <AuthorName by={event.by} />
        </button>
      ) : (
        <AuthorName by={event.by} />
      )}{' '}
      <span className="text">{event.text}</span>
      {(onReply || onMenu) && (
        <span className="line-actions">
          {onReply && (
            <button
              type="button"
              className="line-action"
              tabIndex={isTabStop ? 0 : -1}
              aria-label={texts.chat.replyTo(event.by.name)}
              title={texts.chat.reply}
              onClick={() => onReply(event)}
            >
              <Icon name="reply" />
            </button>
          )}
          {onMenu && (
            <button
              type="button"
              className="line-action"
              tabIndex={isTabStop ? 0 : -1}
              aria-label={texts.chat.menuOf(event.by.name)}
              aria-haspopup="menu"
              title={texts.chat.menu}
              onClick={(press) => onMenu(event, press.currentTarget)}
            >
              <Icon name="more" />
            </button>
          )}
        </span>
      )}
    </div>
  );
}

export function AuthorName({ by }: { by: Author }) {
  const texts = useTexts();
  const role = by.role ? texts.chat.roles[by.role] : undefined;
  return (
    <span className="author">
      {role && (
        <span className="role" data-role={by.role}>
          {role}
        </span>
      )}
      <NameTag id={by.id} name={by.name} color={by.color} />
    </span>
  );
}

export function ReplyQuote({ reply }: { reply: Reply }) {
  const texts = useTexts();
  return (
    <div className="quote">
      <Icon name="reply" />
      <span className="sr-only">{texts.chat.inReplyTo(reply.name)}</span>
      <b aria-hidden="true">{reply.name}</b> {reply.excerpt || <i>{texts.chat.removed}</i>}
    </div>
  );
}

export function Time({ at }: { at: number }) {
  const language = useLanguage();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} className="time">
      {timeFormat(language).format(date)}
    </time>
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is slow, and a flood shows many lines. */
function timeFormat(language: string): Intl.DateTimeFormat {
  let format = formats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    formats.set(language, format);
  }
  return format;
}
