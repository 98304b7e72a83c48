import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useLanguage, useTexts, useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { Problem } from '@/shared/lib/problem';
import type { Raw } from '@/shared/lib/raw';
import { NameTag } from '@/shared/ui/name-tag';
import { LoadFailed, Loading } from '@/shared/ui/states';
import type { Toast } from '@/shared/ui/toasts';
import { Chart } from './chart';
import { ExportButtons } from './export-buttons';
import { counted, type Figures, type Point, readFigures, SPANS, withLive } from './figures';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';
import { useLiveFigures } from './use-live-figures';

type FiguresPartProps = {
  api: Api;
  raw: Raw;
  room: string;
  isOwner: boolean;
  say: (toast: Toast) => void;
};

/** How the room does: now, over time, and who and what there was most of. */
export function FiguresPart({ api, raw, room, isOwner, say }: FiguresPartProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS);
  const [spanId, setSpanId] = useState<string>('hour');
  const span = SPANS.find((each) => each.id === spanId) ?? SPANS[1];
  const live = useLiveFigures(raw, room);
  const read = useQuery({
    queryKey: ['dashboard', room, 'figures', span.id],
    queryFn: ({ signal }) => readFigures(api, room, span, Date.now(), signal),
    refetchInterval: Math.min(60, Math.max(10, span.step)) * 1000,
    placeholderData: keepPreviousData,
  });
  if (read.data === undefined) {
    const isForbidden = read.error instanceof Problem && read.error.status === 403;
    return read.error === null ? (
      <Loading />
    ) : (
      <LoadFailed onRetry={isForbidden ? null : () => void read.refetch()}>
        {isForbidden ? words.forbidden : failureText(texts, read.error)}
      </LoadFailed>
    );
  }
  const figures = read.data;
  const told = counted(figures.series, figures.to);
  const series = live !== null && live.step === figures.step ? withLive(told, live.series) : told;
  return (
    <>
      <Tiles figures={figures} live={live} />
      <div className="dash-card-head">
        <fieldset className="chips" aria-label={words.figures.span}>
          {SPANS.map((each) => (
            <label key={each.id} className="chip">
              <input
                type="radio"
                name="span"
                checked={each.id === span.id}
                onChange={() => setSpanId(each.id)}
              />
              {words.figures.spans[each.id]}
            </label>
          ))}
        </fieldset>
        {isOwner && <ExportButtons raw={raw} room={room} say={say} />}
      </div>
      <Charts series={series} isStale={read.isPlaceholderData} />
      <div className="dash-columns">
        <Ranking title={words.figures.topChatters} empty={words.figures.nobody}>
          {figures.topChatters.map((each) => (
            <Ranked key={each.viewer} id={each.viewer} name={each.name} value={each.messages} />
          ))}
        </Ranking>
        <Ranking title={words.figures.topDonors} empty={words.figures.nobody}>
          {figures.topDonors.map((each) => (
            <Ranked key={each.viewer} id={each.viewer} name={each.name} value={each.amount} />
          ))}
        </Ranking>
        <Ranking title={words.figures.hotWords} empty={words.figures.noWords}>
          {(live ?? figures).hotWords.map((each) => (
            <li key={each.word} className="rank">
              <span>{each.word}</span>
              <Count value={each.count} />
            </li>
          ))}
        </Ranking>
        <Ranking title={words.figures.moderation} empty={words.noAudit}>
          {Object.entries(figures.moderation)
            .filter(([, value]) => value > 0)
            .map(([what, value]) => (
              <li key={what} className="rank">
                <span>{words.figures.acts[what] ?? what}</span>
                <Count value={value} />
              </li>
            ))}
        </Ranking>
      </div>
    </>
  );
}

function Tiles({ figures, live }: { figures: Figures; live: Figures | null }) {
  const words = useWords(DASHBOARD_TEXTS).figures;
  const language = useLanguage();
  const now = (live ?? figures).now;
  const { totals } = figures;
  const tiles: [string, number][] = [
    [words.viewers, now.viewers],
    [words.peak, Math.max(now.peak, figures.now.peak)],
    [words.messages, totals.messages],
    [words.chatters, totals.chatters],
    [words.reactions, totals.reactions],
    [words.donated, totals.donated],
  ];
  return (
    <div className="dash-card">
      <p className="dash-live" data-live={live !== null || undefined}>
        <span aria-hidden="true" /> {live === null ? words.standing : words.live}
        {now.hot && (
          <b className="dash-badge" data-kind="timeout">
            {words.hot}
          </b>
        )}
      </p>
      <dl className="tiles">
        {tiles.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value.toLocaleString(language)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Charts({ series, isStale }: { series: readonly Point[]; isStale: boolean }) {
  const words = useWords(DASHBOARD_TEXTS).figures;
  const moment = useMoment();
  const times = series.map((each) => each.at);
  const of = (field: keyof Point) => series.map((each) => each[field]);
  return (
    <div className="dash-card" aria-busy={isStale}>
      <div className="charts">
        <Chart
          label={words.viewers}
          times={times}
          series={[{ label: words.viewers, values: of('viewers'), tone: 'accent' }]}
          kind="line"
          timeText={moment}
        />
        <Chart
          label={words.messages}
          times={times}
          series={[{ label: words.messages, values: of('messages'), tone: 'accent' }]}
          kind="bars"
          timeText={moment}
        />
        <Chart
          label={words.chatters}
          times={times}
          series={[{ label: words.chatters, values: of('chatters'), tone: 'accent' }]}
          kind="line"
          timeText={moment}
        />
        <Chart
          label={words.reactions}
          times={times}
          series={[{ label: words.reactions, values: of('reactions'), tone: 'accent' }]}
          kind="bars"
          timeText={moment}
        />
        <Chart
          label={words.donated}
          times={times}
          series={[{ label: words.donated, values: of('donated'), tone: 'second' }]}
          kind="bars"
          timeText={moment}
        />
        <Chart
          label={words.comings}
          times={times}
          series={[
            { label: words.joins, values: of('joins'), tone: 'accent' },
            { label: words.leaves, values: of('leaves'), tone: 'second' },
          ]}
          kind="line"
          timeText={moment}
        />
      </div>
      <details className="dash-table">
        <summary>{words.asTable}</summary>
        <FigureTable series={series} />
      </details>
    </div>
  );
}

const COLUMNS = [
  'viewers',
  'messages',
  'chatters',
  'reactions',
  'donated',
  'joins',
  'leaves',
  'moderated',
] as const;

function FigureTable({ series }: { series: readonly Point[] }) {
  const words = useWords(DASHBOARD_TEXTS).figures;
  const moment = useMoment();
  const language = useLanguage();
  return (
    <div className="dash-scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {words[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...series].reverse().map((point) => (
            <tr key={point.at}>
              <th scope="row">{moment(point.at)}</th>
              {COLUMNS.map((column) => (
                <td key={column}>{point[column].toLocaleString(language)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Ranking({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <Section title={title}>
      {children.length === 0 ? <p className="state">{empty}</p> : <ol className="ranks">{children}</ol>}
    </Section>
  );
}

function Ranked({ id, name, value }: { id: string; name: string; value: number }) {
  const words = useWords(DASHBOARD_TEXTS);
  return (
    <li className="rank">
      <NameTag id={id} name={name || words.anAccount} color={null} />
      <Count value={value} />
    </li>
  );
}

function Count({ value }: { value: number }) {
  return <span className="rank-count">{value.toLocaleString(useLanguage())}</span>;
}
