import { useState } from 'react';
import { useLanguage, useTexts } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import type { ChatRoom } from './chat-room';
import type { ChatLine } from './chat-state';
import { AuthorName, Time } from './message-line';

type OtherLineProps = { line: Exclude<ChatLine, { kind: 'message' }>; room: ChatRoom };

/** The lines that nobody said as a message. */
export function OtherLine({ line, room }: OtherLineProps) {
  const texts = useTexts();
  switch (line.kind) {
    case 'donation':
      return <DonationLine event={line.event} />;
    case 'notice':
      return (
        <div className="line line-notice">
          <Icon name="notice" />
          <span>
            <b>{texts.chat.notice}</b> <span className="text">{line.event.text}</span>
          </span>
        </div>
      );
    case 'opened':
    case 'closed':
      return (
        <div className="line line-quiet">
          <Time at={line.event.at} /> {texts.chat[line.kind]}
        </div>
      );
    case 'restarted':
      return <div className="line line-break">{texts.chat.restarted}</div>;
    case 'missed':
      return <MissedLine id={line.id} room={room} />;
  }
}

function DonationLine({ event }: { event: Extract<ChatLine, { kind: 'donation' }>['event'] }) {
  const texts = useTexts();
  const language = useLanguage();
  return (
    <div className="line line-donation" data-tier={event.tier ?? 1}>
      <div className="donation-head">
        <Icon name="gift" />
        {event.by ? <AuthorName by={event.by} /> : <b>{texts.chat.someone}</b>}
        <span>{texts.chat.donated(amountOf(event.amount, event.currency, language))}</span>
      </div>
      {event.text && <p className="text">{event.text}</p>}
    </div>
  );
}

function amountOf(amount: number, currency: string, language: string): string {
  try {
    return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 2 }).format(
      amount,
    );
  } catch {
    return `${amount} ${currency}`;
  }
}

function MissedLine({ id, room }: { id: string; room: ChatRoom }) {
  const texts = useTexts();
  const [state, setState] = useState<'idle' | 'loading' | 'failed'>('idle');
  const show = () => {
    setState('loading');
    room.fill(id).then(
      () => setState('idle'),
      () => setState('failed'),
    );
  };
  return (
    <div className="line line-break">
      {texts.chat.missed} {state === 'failed' && texts.chat.loadFailed}{' '}
      <button type="button" className="button-link" disabled={state === 'loading'} onClick={show}>
        {state === 'loading' ? texts.common.loading : texts.chat.showMissed}
      </button>
    </div>
  );
}
