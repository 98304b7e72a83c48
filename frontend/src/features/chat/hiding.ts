import type { ChatLine, Reply } from './chat-state';

/** Removals remembered for older history that is loaded later; the oldest are forgotten first. */
export const HIDING_MAX = 1_000;

/** What moderators hid: an older page of history holds the messages still, and must not show them again. */
export interface Hiding {
  readonly messages: ReadonlySet<string>;
  readonly viewers: ReadonlySet<string>;
}

export const NOTHING_HIDDEN: Hiding = { messages: new Set(), viewers: new Set() };

export function hidingMessage(hiding: Hiding, id: string): Hiding {
  return { ...hiding, messages: bounded([...hiding.messages, id]) };
}

export function hidingViewer(hiding: Hiding, id: string): Hiding {
  return { ...hiding, viewers: bounded([...hiding.viewers, id]) };
}

/** Both, those of `later` kept longest. */
export function merged(earlier: Hiding, later: Hiding): Hiding {
  return {
    messages: bounded([...earlier.messages, ...later.messages]),
    viewers: bounded([...earlier.viewers, ...later.viewers]),
  };
}

/** A line from before the removals, as it is to be shown after them. */
export function hiddenBy(hiding: Hiding, line: ChatLine): ChatLine {
  if (line.kind === 'donation') {
    return hiding.messages.has(line.id) ? { ...line, hidden: 'removed' } : line;
  }
  if (line.kind !== 'message' || line.hidden !== null) {
    return line;
  }
  if (hiding.messages.has(line.id)) {
    return { ...line, hidden: 'removed' };
  }
  if (hiding.viewers.has(line.event.by.id)) {
    return { ...line, hidden: 'cleared' };
  }
  const event = withoutQuote(
    line.event,
    (reply) => hiding.messages.has(reply.id) || (reply.by !== undefined && hiding.viewers.has(reply.by)),
  );
  return event === line.event ? line : { ...line, event };
}

/** A message or post without the words that it quotes, where these are meant. */
export function withoutQuote<T extends { readonly replyTo?: Reply | null | undefined }>(
  quoting: T,
  meant: (reply: Reply) => boolean,
): T {
  const reply = quoting.replyTo;
  return reply && reply.excerpt !== '' && meant(reply)
    ? { ...quoting, replyTo: { ...reply, excerpt: '' } }
    : quoting;
}

function bounded(ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.slice(-HIDING_MAX));
}
