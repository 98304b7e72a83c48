import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { useLanguage, useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { amountText } from '@/shared/lib/money';
import { pagesQuery } from '@/shared/lib/paged';
import { Field } from '@/shared/ui/field';
import { NameTag } from '@/shared/ui/name-tag';
import type { Toast } from '@/shared/ui/toasts';
import { RefundDialog } from './refund-dialog';
import { RoomList } from './room-list';
import { Section } from './section';
import {
  type Days,
  lastDays,
  returnedAmong,
  type StatementEntry,
  type StatementPage,
  type StatementSums,
  type Stretch,
  statementPages,
  stretchOf,
} from './statement';
import { DASHBOARD_TEXTS } from './texts';

/** What is shown until other days are chosen. */
const DAYS = 30;

type StatementPartProps = { api: Api; room: string; say: (toast: Toast) => void };

/** What the room brought its owner in some days, and the way to give donations back. */
export function StatementPart(props: StatementPartProps) {
  const words = useWords(DASHBOARD_TEXTS).donations;
  const [days, setDays] = useState(() => lastDays(DAYS, new Date()));
  const stretch = stretchOf(days);
  return (
    <Section title={words.title} hint={words.hint}>
      <DayFields
        days={days}
        error={typeof stretch === 'string' ? words.faults[stretch] : null}
        onChange={setDays}
      />
      {typeof stretch === 'object' && <Statement {...props} stretch={stretch} />}
    </Section>
  );
}

type DayFieldsProps = { days: Days; error: string | null; onChange: (days: Days) => void };

function DayFields({ days, error, onChange }: DayFieldsProps) {
  const words = useWords(DASHBOARD_TEXTS).donations;
  return (
    <div className="dash-fields">
      <Field
        type="date"
        label={words.first}
        value={days.first}
        max={days.last}
        onChange={(event) => onChange({ ...days, first: event.target.value })}
        error={error}
      />
      <Field
        type="date"
        label={words.last}
        value={days.last}
        min={days.first}
        onChange={(event) => onChange({ ...days, last: event.target.value })}
      />
    </div>
  );
}

function Statement({ api, room, say, stretch }: StatementPartProps & { stretch: Stretch }) {
  const words = useWords(DASHBOARD_TEXTS).donations;
  const { from, to } = stretch;
  const queryKey = ['dashboard', room, 'statement', from, to];
  const read = useMemo(() => statementPages(api, room, { from, to }), [api, room, from, to]);
  // The list below reads the same pages, by the same key.
  const pages = useInfiniteQuery(pagesQuery<StatementEntry, StatementPage>(queryKey, read)).data?.pages ?? [];
  const returned = returnedAmong(pages.flatMap((page) => page.items));
  const currency = pages[0]?.currency ?? '';
  const [asked, setAsked] = useState<StatementEntry | null>(null);
  return (
    <>
      {pages[0] && <Sums sums={pages[0].sums} currency={currency} />}
      <RoomList<StatementEntry>
        queryKey={queryKey}
        read={read}
        idOf={(item) => String(item.id)}
        label={words.entries}
        empty={words.none}
        row={(item) => (
          <Entry
            entry={item}
            currency={currency}
            isReturned={returned.has(item.donation)}
            onRefund={() => setAsked(item)}
          />
        )}
      />
      {asked && (
        <RefundDialog
          api={api}
          room={room}
          entry={asked}
          currency={currency}
          say={say}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function Sums({ sums, currency }: { sums: StatementSums; currency: string }) {
  const words = useWords(DASHBOARD_TEXTS).donations;
  const language = useLanguage();
  const tiles: [string, number][] = [
    [words.received(sums.donations), sums.received],
    [words.returned(sums.refunds), sums.returned],
    [words.net, sums.net],
  ];
  return (
    <dl className="tiles tiles-money" aria-live="polite">
      {tiles.map(([label, amount]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{amountText(amount, currency, language)}</dd>
        </div>
      ))}
    </dl>
  );
}

type EntryProps = {
  entry: StatementEntry;
  currency: string;
  /** Whether the donation went back. */
  isReturned: boolean;
  onRefund: () => void;
};

function Entry({ entry, currency, isReturned, onRefund }: EntryProps) {
  const words = useWords(DASHBOARD_TEXTS);
  const language = useLanguage();
  const moment = useMoment();
  const { name } = entry.by;
  // Nobody could use what goes back to an account that is gone.
  const canRefund = entry.kind === 'received' && !isReturned && name !== '';
  const amount = amountText(entry.amount, currency, language);
  return (
    <li className="dash-row">
      <div>
        <p>
          <NameTag id={entry.by.id} name={name || words.anAccount} color={null} />{' '}
          <time className="dash-quiet" dateTime={new Date(entry.at).toISOString()}>
            {moment(entry.at)}
          </time>
        </p>
        {entry.text && <p className="dash-text">{entry.text}</p>}
      </div>
      <div className="dash-buttons dash-money">
        <span>{amount}</span>
        {canRefund ? (
          <button
            type="button"
            className="button-small"
            aria-label={words.donations.refundOf(amount, name)}
            onClick={onRefund}
          >
            {words.donations.refund}
          </button>
        ) : (
          <span className="dash-badge">
            {words.donations.kinds[isReturned ? 'returned' : entry.kind] ?? entry.kind}
          </span>
        )}
      </div>
    </li>
  );
}
