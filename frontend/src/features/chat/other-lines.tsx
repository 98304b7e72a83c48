import { useState } from 'react';
import { useLanguage, useTexts } from '@/shared/lib/language';
import { amountText } from '@/shared/lib/money';
import { Icon } from '@/shared/ui/icon';
import type { ChatRoom } from './chat-room';
import type { ChatLine } from './chat-state';
import { type OpenMenu, Time } from './message-line';

type OtherLineProps = {
  line: Exclude<ChatLine, { kind: 'message' }>;
  room: ChatRoom;
  /** Opens what can be done with a donation. */
  onMenu: OpenMenu | null;
};

/** The lines that nobody said as a message. */
export function OtherLine({ line, room, onMenu }: OtherLineProps) {
  const texts = useTexts();
  switch (line.kind) {
    case 'donation':
      return <DonationLine line={line} onMenu={onMenu} />;
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

/** Tiers that have a look of their own; higher ones look like the last. */
const TIER_MAX = 6;

type DonationLineProps = { line: Extract<ChatLine, { kind: 'donation' }>; onMenu: OpenMenu | null };

function DonationLine({ line: { event, hidden }, onMenu }: DonationLineProps) {
  const texts = useTexts();
  const language = useLanguage();
  const tier = Math.max(0, Math.min(TIER_MAX, event.tier ?? 0));
  if (hidden !== null) {
    return (
      <div className="line line-quiet">
        <Time at={event.at} /> {texts.chat.donationGone}
      </div>
    );
  }
  const { by } = event;
  return (
    <div className="line line-donation" data-tier={tier}>
      <div className="donation-head">
        <Icon name="gift" />
        {by && onMenu ? (
          <button
            type="button"
            className="author-button"
            aria-label={texts.chat.menuOfDonation(by.name)}
            aria-haspopup="menu"
            onClick={(press) => onMenu({ ...event, by }, press.currentTarget)}
          >
            <bdi>{by.name}</bdi>
          </button>
        ) : (
          <bdi>{by?.name ?? texts.chat.someone}</bdi>
        )}
        <span className="sr-only">{texts.chat.donated}</span>
        <b className="donation-amount">{amountText(event.amount, event.currency, language)}</b>
      </div>
      {event.text && <p className="text">{event.text}</p>}
    </div>
  );
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
