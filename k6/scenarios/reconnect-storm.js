// VIEWERS watch a room that goes on talking; ROUNDS times all sessions are cut at one moment and come back within SPREAD
// seconds with `after`. Each has to be recovered, and in the end each viewer has had each message once and in order.
import exec from 'k6/execution';
import { count, number, runName, share } from '../lib/config.js';
import { accounts, createRoom } from '../lib/accounts.js';
import { storedOnce } from '../lib/history.js';
import { Ledger } from '../lib/ledger.js';
import { joined, recovered, settle } from '../lib/metrics.js';
import { checkStored, lastDue, send } from '../lib/sending.js';
import { common, promises, summary } from '../lib/summary.js';
import { until, untilDone } from '../lib/time.js';
import { Viewer } from '../lib/viewer.js';

const VIEWERS = count('VIEWERS', 500);
const VUS = Math.min(VIEWERS, count('VUS', 4));
const SENDERS = count('SENDERS', 10);
const RATE = number('RATE', 2);
const ROUNDS = count('ROUNDS', 2);
/** Seconds of quiet watching before the first storm and after each. */
const CALM = number('CALM', 6);
/** Seconds that a session is away at least, and over which the sessions come back. */
const AWAY = number('AWAY', 1);
const SPREAD = number('SPREAD', 2);
const RAMP = number('RAMP', 8);
const GRACE = number('GRACE', 30);

const SECONDS = CALM + ROUNDS * (AWAY + SPREAD + CALM);
const MESSAGES = Math.ceil(SECONDS * RATE);
const TOTAL = SENDERS * MESSAGES;
const longest = `${Math.ceil(RAMP + SECONDS + 2 * GRACE + 90)}s`;

export const options = {
  ...common,
  scenarios: {
    viewers: { executor: 'per-vu-iterations', exec: 'viewers', vus: VUS, iterations: 1, maxDuration: longest },
    senders: { executor: 'per-vu-iterations', exec: 'senders', vus: 1, iterations: 1, maxDuration: longest },
  },
  thresholds: {
    ...promises,
    'deliveries{group:viewers}': [`count==${VIEWERS * TOTAL}`],
    checked: [`count==${VIEWERS}`],
    joined: ['rate==1'],
    recovered: ['rate==1'],
    acknowledged: ['rate==1'],
    unstored: ['count==0'],
    join_time: [`p(95)<${number('JOIN_P95', 3000)}`],
  },
};

export function setup() {
  const run = runName('k6r');
  const authors = accounts(run, SENDERS);
  const room = createRoom(authors[0], `${run}-room`);
  return { room, tokens: authors.map((author) => author.token), begin: Date.now() + 1000 };
}

function plan(data) {
  return { start: data.begin + RAMP * 1000, senders: SENDERS, messages: MESSAGES, rate: RATE };
}

async function watch(person, data) {
  await until(data.begin + Math.random() * RAMP * 500);
  joined.add((await person.enter()) !== null);
  for (let round = 0; round < ROUNDS; round++) {
    await until(plan(data).start + (CALM + round * (AWAY + SPREAD + CALM)) * 1000);
    person.leave();
    await until(Date.now() + (AWAY + Math.random() * SPREAD) * 1000);
    const frame = await person.enter(person.position);
    joined.add(frame !== null);
    recovered.add(frame !== null && frame.recovered && frame.history.length === 0);
  }
}

export async function viewers(data) {
  const ledger = new Ledger();
  const people = [];
  for (let i = 0; i < share(VIEWERS, VUS, exec.scenario.iterationInTest); i++) {
    people.push(new Viewer(ledger, data.room));
  }
  await Promise.all(people.map((person) => watch(person, data)));
  await untilDone(() => people.every((person) => person.length >= TOTAL), lastDue(plan(data)) + GRACE * 1000);
  people.forEach((person) => person.leave());
  const truth = storedOnce(data.room, TOTAL, GRACE);
  people.forEach((person) => ledger.check(person.sequence, person.length, truth, { group: 'viewers' }));
}

export async function senders(data) {
  const ledger = new Ledger();
  const people = data.tokens.map((token) => new Viewer(ledger, data.room, { token }));
  await until(data.begin);
  const frames = await Promise.all(people.map((person) => person.enter()));
  frames.forEach((frame) => joined.add(frame !== null));
  const sent = await Promise.all(people.map((person, i) => send(person, plan(data), i)));
  people.forEach((person) => person.leave());
  checkStored(sent.flat(), storedOnce(data.room, TOTAL, GRACE));
}

export function teardown() {
  settle();
}

export function handleSummary(data) {
  return summary(data, 'reconnect-storm', [`  ${VIEWERS * ROUNDS} sessions cut and come back`]);
}
