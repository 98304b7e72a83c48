// Coming and going for DURATION: VUS groups of SESSIONS viewers each join, read, partly write, and leave, for ever anew.
// Watches for what only time shows: errors, breaks of the chain, doubles, posts that come late, sessions thrown out.
import exec from 'k6/execution';
import { count, number, runName } from '../lib/config.js';
import { accounts, createRoom, signIn } from '../lib/accounts.js';
import { leave, marked } from '../lib/frames.js';
import { Ledger } from '../lib/ledger.js';
import { line } from '../lib/lines.js';
import { acknowledged, checked, deliveries, doubled, joined, postedTime, settle } from '../lib/metrics.js';
import { common, summary } from '../lib/summary.js';
import { until } from '../lib/time.js';
import { Viewer } from '../lib/viewer.js';

const VUS = count('VUS', 10);
const SESSIONS = count('SESSIONS', 20);
/** How many of a group's sessions write, one message every PAUSE seconds. */
const WRITERS = Math.min(SESSIONS, count('WRITERS', 2));
const PAUSE = number('PAUSE', 2);
const ROOMS = count('ROOMS', 3);
/** A session stays between these seconds. */
const STAY_MIN = number('STAY_MIN', 3);
const STAY_MAX = number('STAY_MAX', 30);
const TOKEN_MAX_AGE = 10 * 60 * 1000;

export const options = {
  ...common,
  scenarios: {
    churn: {
      executor: 'constant-vus',
      exec: 'churn',
      vus: VUS,
      duration: __ENV.DURATION || '1h',
      gracefulStop: `${Math.ceil(STAY_MAX + 45)}s`,
    },
  },
  thresholds: {
    joined: ['rate>0.999'],
    acknowledged: ['rate>0.999'],
    checked: ['count>0'],
    chain_breaks: ['count==0'],
    doubled: ['count==0'],
    missed_frames: ['count==0'],
    unexpected_closes: ['count==0'],
    error_frames: [`count<=${number('ERRORS_MAX', 0)}`],
    join_time: [`p(99)<${number('JOIN_P99', 2000)}`],
    posted_time: [`p(99)<${number('POSTED_P99', 1000)}`],
    delivery_latency: [`p(99)<${number('LATENCY_P99', 1000)}`],
  },
};

export function setup() {
  const run = runName('k6s');
  const writers = accounts(run, VUS * WRITERS);
  const rooms = [];
  for (let i = 0; i < ROOMS; i++) {
    rooms.push(createRoom(writers[0], `${run}-room${i}`));
  }
  return { rooms, writers, signedIn: Date.now() };
}

// Kept over the iterations of a VU.
let own = null;
let renewed = 0;
let sent = 0;

function writersOf(data) {
  if (own === null) {
    const from = (exec.vu.idInTest - 1) % VUS;
    own = data.writers.slice(from * WRITERS, (from + 1) * WRITERS);
    renewed = data.signedIn;
  }
  if (Date.now() - renewed > TOKEN_MAX_AGE) {
    own = own.map((account) => ({ ...account, token: signIn(account) }));
    renewed = Date.now();
  }
  return own;
}

async function write(viewer, end) {
  while (Date.now() + 500 < end) {
    const due = Date.now();
    const n = sent++;
    const frame = await viewer.post(`p${n}`, marked(line(n), due), `${exec.vu.idInTest}-${n}-${due}`);
    const isPosted = frame !== null && frame.type === 'posted';
    acknowledged.add(isPosted);
    if (isPosted) {
      postedTime.add(frame.arrived - due);
    }
    await until(Math.min(end, due + PAUSE * 1000 * (0.5 + Math.random())));
  }
}

/** Counts the messages that a session had twice. */
function countDoubles(viewer) {
  const had = new Set();
  for (let i = 0; i < viewer.length; i++) {
    had.add(viewer.sequence[i]);
  }
  doubled.add(viewer.length - had.size);
  deliveries.add(viewer.length);
  checked.add(1);
}

async function stay(viewer) {
  await until(Date.now() + Math.random() * STAY_MIN * 1000);
  const frame = await viewer.enter();
  joined.add(frame !== null);
  if (frame === null) {
    viewer.leave();
    return;
  }
  const end = Date.now() + (STAY_MIN + Math.random() * (STAY_MAX - STAY_MIN)) * 1000;
  if (viewer.token) {
    await write(viewer, end);
  }
  await until(end);
  // Half of them say goodbye, half are just gone.
  if (viewer.isThere && Math.random() < 0.5) {
    viewer.ws.send(leave('leave', viewer.room));
    await until(Date.now() + 200);
  }
  viewer.leave();
  countDoubles(viewer);
}

export async function churn(data) {
  const ledger = new Ledger();
  const writers = writersOf(data);
  const visits = [];
  for (let i = 0; i < SESSIONS; i++) {
    const room = data.rooms[Math.floor(Math.random() * ROOMS)];
    const token = i < WRITERS ? writers[i].token : undefined;
    visits.push(stay(new Viewer(ledger, room, { token, history: 50, timed: i % 5 === 0 })));
  }
  await Promise.all(visits);
}

export function teardown() {
  settle();
}

export function handleSummary(data) {
  return summary(data, 'soak', [`  ${data.metrics.checked.values.count} sessions, ${data.metrics.deliveries.values.count} deliveries`]);
}
