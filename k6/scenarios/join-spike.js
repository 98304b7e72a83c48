// VIEWERS guests open a session and join one room with HISTORY at one moment; all have to get in.
import exec from 'k6/execution';
import { count, number, runName, share } from '../lib/config.js';
import { accounts, createRoom, seed } from '../lib/accounts.js';
import { storedOnce } from '../lib/history.js';
import { Ledger } from '../lib/ledger.js';
import { line } from '../lib/lines.js';
import { checked, joined, settle } from '../lib/metrics.js';
import { common, summary } from '../lib/summary.js';
import { until } from '../lib/time.js';
import { Viewer } from '../lib/viewer.js';

const VIEWERS = count('VIEWERS', 2000);
const VUS = Math.min(VIEWERS, count('VUS', 8));
const HISTORY = number('HISTORY', 50);
/** Seconds that the viewers stay: none may be thrown out. */
const HOLD = number('HOLD', 5);
const PATIENCE = number('PATIENCE', 30);

export const options = {
  ...common,
  scenarios: {
    spike: {
      executor: 'per-vu-iterations',
      exec: 'spike',
      vus: VUS,
      iterations: 1,
      maxDuration: `${Math.ceil(PATIENCE + HOLD + 60)}s`,
    },
  },
  thresholds: {
    joined: ['rate==1'],
    checked: [`count==${VIEWERS}`],
    join_time: [`p(95)<${number('JOIN_P95', 5000)}`],
    unexpected_closes: ['count==0'],
    error_frames: ['count==0'],
    chain_breaks: ['count==0'],
  },
};

export function setup() {
  const run = runName('k6j');
  const authors = accounts(run, 5);
  const room = createRoom(authors[0], `${run}-room`);
  const texts = [];
  for (let i = 0; i < Math.min(HISTORY, 75); i++) {
    texts.push(line(i));
  }
  seed(authors, room, texts);
  storedOnce(room, texts.length, 10);
  return { room, history: texts.length, begin: Date.now() + 3000 };
}

export async function spike(data) {
  const ledger = new Ledger();
  const people = [];
  for (let i = 0; i < share(VIEWERS, VUS, exec.scenario.iterationInTest); i++) {
    people.push(new Viewer(ledger, data.room, { history: HISTORY }));
  }
  await until(data.begin);
  const frames = await Promise.all(people.map((person) => person.enter(undefined, data.begin, PATIENCE * 1000)));
  for (const frame of frames) {
    joined.add(frame !== null && frame.history.length >= data.history);
  }
  await until(Date.now() + HOLD * 1000);
  for (const person of people) {
    checked.add(person.isThere ? 1 : 0);
    person.leave();
  }
}

export function teardown() {
  settle();
}

export function handleSummary(data) {
  const times = data.metrics.join_time.values;
  return summary(data, 'join-spike', [`  all ${VIEWERS} in after ${Math.round(times.max)} ms, k6's own work within it`]);
}
