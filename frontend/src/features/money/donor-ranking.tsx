import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { useLanguage, useWords } from '@/shared/lib/language';
import { amountText } from '@/shared/lib/money';
import { NameTag } from '@/shared/ui/name-tag';
import { type DonorWindow, moneyOver, WINDOWS } from './money-api';
import { MONEY_TEXTS } from './texts';

const REFRESH_MILLIS = 60_000;

/** Who gave most in a room; nothing at all where nobody ever gave. */
export function DonorRanking({ api, room }: { api: Api; room: string }) {
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  const money = useMemo(() => moneyOver(api), [api]);
  const [window, setWindow] = useState<DonorWindow>('all');
  const ranking = useQuery({
    queryKey: ['donors', room, window],
    queryFn: ({ signal }) => money.donors(room, window, signal),
    refetchInterval: REFRESH_MILLIS,
  });
  if (ranking.data === undefined || (window === 'all' && ranking.data.donors.length === 0)) {
    return null;
  }
  const { donors, currency } = ranking.data;
  return (
    <section className="donors" aria-label={words.donors}>
      <header>
        <h2>{words.donors}</h2>
        <label className="select select-quiet">
          <span className="sr-only">{words.windowLabel}</span>
          <select
            value={window}
            onChange={(event) => {
              setWindow(WINDOWS.find((known) => known === event.target.value) ?? 'all');
            }}
          >
            {WINDOWS.map((known) => (
              <option key={known} value={known}>
                {words.windows[known]}
              </option>
            ))}
          </select>
        </label>
      </header>
      {donors.length === 0 ? (
        <p className="hint">{words.noDonors}</p>
      ) : (
        <ol>
          {donors.map((donor) => (
            <li key={donor.viewer}>
              <NameTag id={donor.viewer} name={donor.name || words.someone} color={null} />
              <span>{amountText(donor.amount, currency, language)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
