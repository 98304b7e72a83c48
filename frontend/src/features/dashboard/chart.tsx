import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useLanguage } from '@/shared/lib/language';
import { niceMax } from './figures';

const HEIGHT = 150;
const LEFT = 40;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 20;
const GRID = [0, 0.5, 1];
/** The first, middle and last time stand like this to their places. */
const TIME_ANCHORS = ['start', 'middle', 'end'] as const;

export interface Series {
  readonly label: string;
  readonly values: readonly number[];
  readonly tone: 'accent' | 'second';
}

type ChartProps = {
  label: string;
  /** Milliseconds since 1970, one for each value. */
  times: readonly number[];
  series: readonly Series[];
  kind: 'line' | 'bars';
  timeText: (at: number) => string;
};

/** Figures over time. The pointer or the arrow keys read single values; the table below the charts has them all. */
export function Chart({ label, times, series, kind, timeText }: ChartProps) {
  const language = useLanguage();
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame);
  const [at, setAt] = useState<number | null>(null);
  const count = times.length;
  const shown = at !== null && at < count ? at : null;
  const max = niceMax(series.flatMap((each) => each.values));
  const x = (index: number) => LEFT + ((index + 0.5) / Math.max(1, count)) * (width - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - value / max) * (HEIGHT - TOP - BOTTOM);
  const number = (value: number) => value.toLocaleString(language);

  const onPointer = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
    setAt(Math.min(count - 1, Math.max(0, Math.floor(share * count))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((before) => Math.min(count - 1, Math.max(0, (before ?? count - 1) + step)));
    }
  };
  const last = shown ?? count - 1;
  const told = series.map((each) => `${each.label} ${number(each.values[last] ?? 0)}`).join(', ');
  return (
    <figure className="chart" ref={frame}>
      <figcaption>
        <b>{label}</b>
        <span className="chart-told" aria-live={shown === null ? 'off' : 'polite'}>
          {shown !== null && <span className="dash-quiet">{timeText(times[shown] ?? 0)} </span>}
          {series.map((each) => (
            <span key={each.label} data-tone={each.tone}>
              {series.length > 1 && `${each.label} `}
              {number(each.values[last] ?? 0)}
            </span>
          ))}
        </span>
      </figcaption>
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={`${label}: ${told}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys read single values
        tabIndex={0}
        onPointerMove={onPointer}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={onKeyDown}
      >
        {GRID.map((share) => (
          <g key={share} className="chart-grid">
            <line x1={LEFT} x2={width - RIGHT} y1={y(max * share)} y2={y(max * share)} />
            <text x={LEFT - 6} y={y(max * share) + 4} textAnchor="end">
              {short(max * share, language)}
            </text>
          </g>
        ))}
        {count > 1 &&
          [0, Math.floor((count - 1) / 2), count - 1].map((index, place) => (
            <text
              key={TIME_ANCHORS[place]}
              className="chart-time"
              x={x(index)}
              y={HEIGHT - 4}
              textAnchor={TIME_ANCHORS[place]}
            >
              {timeText(times[index] ?? 0)}
            </text>
          ))}
        {shown !== null && (
          <line className="chart-cursor" x1={x(shown)} x2={x(shown)} y1={TOP} y2={HEIGHT - BOTTOM} />
        )}
        {series.map((each) =>
          kind === 'bars' ? (
            <Bars
              key={each.label}
              series={each}
              x={x}
              y={y}
              width={(width - LEFT - RIGHT) / Math.max(1, count)}
            />
          ) : (
            <Line
              key={each.label}
              series={each}
              x={x}
              y={y}
              floor={HEIGHT - BOTTOM}
              isFilled={series.length === 1}
            />
          ),
        )}
        {shown !== null &&
          kind === 'line' &&
          series.map((each) => (
            <circle
              key={each.label}
              data-tone={each.tone}
              cx={x(shown)}
              cy={y(each.values[shown] ?? 0)}
              r="3.5"
            />
          ))}
      </svg>
    </figure>
  );
}

type Place = (value: number) => number;
type LineProps = { series: Series; x: Place; y: Place; floor: number; isFilled: boolean };

function Line({ series, x, y, floor, isFilled }: LineProps) {
  const points = series.values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const ends = [x(0), x(series.values.length - 1)].map((value) => value.toFixed(1));
  return (
    <g data-tone={series.tone}>
      {isFilled && points.length > 1 && (
        <path className="chart-area" d={`M${ends[0]},${floor}L${points.join('L')}L${ends[1]},${floor}Z`} />
      )}
      <polyline className="chart-line" points={points.join(' ')} />
    </g>
  );
}

function Bars({ series, x, y, width }: { series: Series; x: Place; y: Place; width: number }) {
  const bar = Math.max(1, Math.min(18, width * 0.72));
  return (
    <g data-tone={series.tone} className="chart-bars">
      {series.values.map((value, index) =>
        value > 0 ? (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time
            key={index}
            x={(x(index) - bar / 2).toFixed(1)}
            y={y(value).toFixed(1)}
            width={bar.toFixed(1)}
            height={(y(0) - y(value)).toFixed(1)}
            rx={Math.min(2, bar / 3)}
          />
        ) : null,
      )}
    </g>
  );
}

function short(value: number, language: string): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(320);
  useEffect(() => {
    const observed = element.current;
    if (observed === null) {
      return;
    }
    const observer = new ResizeObserver(() => setWidth(Math.max(160, observed.clientWidth)));
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
