// How many history pages a second the server gives before answers fail or take longer than LIMIT_P95. The rate climbs in
// STEPS steps of STEP_SECONDS from FIRST to LAST; the breaking point is the first step that does not hold. The run
// fails only if a step of at most MIN_RATE a second breaks.
import exec from 'k6/execution';
import http from 'k6/http';
import { Trend, Rate } from 'k6/metrics';
import { base, count, number, runName } from '../lib/config.js';
import { accounts, createRoom, seed } from '../lib/accounts.js';
import { page, storedOnce } from '../lib/history.js';
import { line } from '../lib/lines.js';
import { common, summary } from '../lib/summary.js';

const FIRST = count('FIRST', 100);
const LAST = count('LAST', 2000);
const STEPS = count('STEPS', 10);
const STEP_SECONDS = count('STEP_SECONDS', 5);
const MIN_RATE = number('MIN_RATE', 100);
const LIMIT_P95 = number('LIMIT_P95', 200);
const LIMIT_FAILED = number('LIMIT_FAILED', 0.01);
/** A step holds where at least this part of its pages was asked for: k6 keeps up, and no answer is waited for too long. */
const KEPT = 0.95;
const LIMIT = count('LIMIT', 50);
const MESSAGES = count('MESSAGES', 300);
const AUTHORS = 15;

const pageTime = new Trend('page_time', true);
const pageFailed = new Rate('page_failed');

const rates = [];
for (let step = 0; step < STEPS; step++) {
  rates.push(Math.round(STEPS === 1 ? LAST : FIRST + ((LAST - FIRST) * step) / (STEPS - 1)));
}

// Only what has a threshold is told of each step; above MIN_RATE it is one that always holds.
const thresholds = {};
rates.forEach((rate, step) => {
  const must = rate <= MIN_RATE;
  thresholds[`page_time{step:${step}}`] = [must ? `p(95)<${LIMIT_P95}` : 'p(95)>=0'];
  thresholds[`page_failed{step:${step}}`] = [must ? `rate<${LIMIT_FAILED}` : 'rate>=0'];
});

export const options = {
  ...common,
  scenarios: {
    pages: {
      executor: 'ramping-arrival-rate',
      exec: 'read',
      startRate: rates[0],
      timeUnit: '1s',
      stages: rates.flatMap((rate) => [
        { target: rate, duration: '0s' },
        { target: rate, duration: `${STEP_SECONDS}s` },
      ]),
      preAllocatedVUs: 50,
      maxVUs: count('MAX_VUS', 200),
      gracefulStop: '10s',
    },
  },
  thresholds,
};

export function setup() {
  const run = runName('k6h');
  const authors = accounts(run, AUTHORS);
  const room = createRoom(authors[0], `${run}-room`);
  const texts = [];
  for (let i = 0; i < MESSAGES; i++) {
    texts.push(line(i));
  }
  seed(authors, room, texts);
  storedOnce(room, MESSAGES, 30);
  // The newest page and those before it, as viewers scroll back.
  const befores = [''];
  for (let before = ''; befores.length < 5; ) {
    const got = page(room, before, LIMIT);
    if (!got || !got.before || got.events.length < LIMIT) {
      break;
    }
    before = got.before;
    befores.push(before);
  }
  return { room, befores };
}

export function read(data) {
  const seconds = (Date.now() - exec.scenario.startTime) / 1000;
  const step = String(Math.min(STEPS - 1, Math.floor(seconds / STEP_SECONDS)));
  const before = data.befores[exec.scenario.iterationInTest % data.befores.length];
  const query = before ? `&before=${encodeURIComponent(before)}` : '';
  const reply = http.get(`${base}/api/rooms/${data.room}/messages?limit=${LIMIT}${query}`, {
    tags: { name: 'history' },
    timeout: '5s',
  });
  pageTime.add(reply.timings.duration, { step });
  pageFailed.add(reply.status !== 200, { step });
}

export function handleSummary(data) {
  const notes = ['  step  asked/s  answered/s   p50 ms   p95 ms   p99 ms  failed'];
  let point = null;
  let best = 0;
  rates.forEach((rate, step) => {
    const time = data.metrics[`page_time{step:${step}}`].values;
    const failed = data.metrics[`page_failed{step:${step}}`].values;
    const answered = (failed.passes + failed.fails) / STEP_SECONDS;
    const holds = time['p(95)'] < LIMIT_P95 && failed.rate < LIMIT_FAILED && answered >= KEPT * rate;
    if (!holds && point === null) {
      point = rate;
    }
    if (point === null) {
      best = rate;
    }
    const cells = [time['p(50)'], time['p(95)'], time['p(99)']].map((ms) => (ms || 0).toFixed(1).padStart(7)).join('  ');
    notes.push(
      `  ${String(step).padStart(4)}  ${String(rate).padStart(7)}  ${answered.toFixed(0).padStart(10)}  ${cells}  ` +
        `${(failed.rate * 100).toFixed(2)} %${holds ? '' : '  does not hold'}`,
    );
  });
  notes.push(
    point === null
      ? `  no breaking point up to ${best} pages a second: raise LAST`
      : `  breaking point: ${point} pages a second; ${best} a second hold`,
  );
  return summary(data, 'history-breaking-point', notes);
}
