// One room, VIEWERS guests, SENDERS authors who send MESSAGES each at RATE a second: each viewer has to get each message
// exactly once, in the order of the stored history. By default 500 × (100 × 25) = 1,250,000 deliveries to viewers.
import exec from 'k6/execution';
import { count, number, runName, share } from '../lib/config.js';
import { accounts, createRoom } from '../lib/accounts.js';
import { storedOnce } from '../lib/history.js';
import { Ledger } from '../lib/ledger.js';
import { joined, settle } from '../lib/metrics.js';
import { checkStored, lastDue, send } from '../lib/sending.js';
import { common, promises, summary } from '../lib/summary.js';
import { until, untilDone } from '../lib/time.js';
import { Viewer } from '../lib/viewer.js';

const VIEWERS = count('VIEWERS', 500);
const SENDERS = count('SENDERS', 100);
const MESSAGES = count('MESSAGES', 25);
const RATE = number('RATE', 2);
/** VUs that hold the viewers: a VU is one thread of JavaScript, and several sessions in one share what is parsed. */
const VUS = Math.min(VIEWERS, count('VUS', 4));
const SENDER_VUS = Math.min(SENDERS, count('SENDER_VUS', 1));
/** Seconds between the first join and the first message. */
const RAMP = number('RAMP', 10);
/** Seconds after the last message in which everything has to be there. */
const GRACE = number('GRACE', 30);
/** Every how manyth viewer times its deliveries: a sample costs k6 more than a delivery. */
const TIMED_EVERY = count('TIMED_EVERY', 25);
const TOTAL = SENDERS * MESSAGES;

const longest = `${Math.ceil(RAMP + MESSAGES / RATE + GRACE + 120)}s`;

export const options = {
  ...common,
  scenarios: {
    viewers: { executor: 'per-vu-iterations', exec: 'viewers', vus: VUS, iterations: 1, maxDuration: longest },
    senders: { executor: 'per-vu-iterations', exec: 'senders', vus: SENDER_VUS, iterations: 1, maxDuration: longest },
  },
  thresholds: {
    ...promises,
    'deliveries{group:viewers}': [`count==${VIEWERS * TOTAL}`],
    checked: [`count==${VIEWERS + SENDERS}`],
    joined: ['rate==1'],
    acknowledged: ['rate==1'],
    unstored: ['count==0'],
    // Wide by default: at this rate k6 itself is at its end on two cores. round-trip.js is for times.
    delivery_latency: [`p(99)<${number('LATENCY_P99', 5000)}`],
    posted_time: [`p(99)<${number('POSTED_P99', 5000)}`],
    client_lag: [`p(99)<${number('CLIENT_LAG_P99', 5000)}`],
    send_lag: [`p(99)<${number('SEND_LAG_P99', 5000)}`],
  },
};

export function setup() {
  const run = runName('k6f');
  const authors = accounts(run, SENDERS);
  const room = createRoom(authors[0], `${run}-room`);
  return { room, tokens: authors.map((author) => author.token), begin: Date.now() + 1000 };
}

function plan(data) {
  return { start: data.begin + RAMP * 1000, senders: SENDERS, messages: MESSAGES, rate: RATE };
}

/** Joins spread over the first half of the ramp. */
async function enterAll(people, data, offset, of) {
  const frames = await Promise.all(
    people.map(async (person, i) => {
      await until(data.begin + ((offset + i) / of) * RAMP * 500);
      const frame = await person.enter();
      joined.add(frame !== null);
      return frame;
    }),
  );
  if (Date.now() > plan(data).start) {
    throw new Error('joining took longer than RAMP: raise it');
  }
  return frames;
}

async function finish(people, data, group) {
  const isDone = () => people.every((person) => person.length >= TOTAL);
  await untilDone(isDone, lastDue(plan(data)) + GRACE * 1000);
  people.forEach((person) => person.leave());
  const truth = storedOnce(data.room, TOTAL, GRACE);
  people.forEach((person) => person.ledger.check(person.sequence, person.length, truth, { group }));
  return truth;
}

export async function viewers(data) {
  const index = exec.scenario.iterationInTest;
  const ledger = new Ledger();
  const people = [];
  for (let i = 0; i < share(VIEWERS, VUS, index); i++) {
    people.push(new Viewer(ledger, data.room, { timed: i % TIMED_EVERY === 0 }));
  }
  await enterAll(people, data, index, people.length + VUS);
  await finish(people, data, 'viewers');
}

export async function senders(data) {
  const index = exec.scenario.iterationInTest;
  const ledger = new Ledger();
  const numbers = data.tokens.map((_, i) => i).filter((i) => i % SENDER_VUS === index);
  const people = numbers.map((i) => new Viewer(ledger, data.room, { token: data.tokens[i] }));
  await enterAll(people, data, index, people.length + SENDER_VUS);
  const sent = await Promise.all(people.map((person, i) => send(person, plan(data), numbers[i])));
  const truth = await finish(people, data, 'senders');
  checkStored(sent.flat(), truth);
}

export function teardown() {
  settle();
}

export function handleSummary(data) {
  const delivered = data.metrics['deliveries{group:viewers}'].values.count;
  const seconds = MESSAGES / RATE;
  const sending = data.setup_data ? plan(data.setup_data) : { start: 0, messages: 0, rate: 1 };
  const frames = data.metrics.ws_msgs_received ? data.metrics.ws_msgs_received.values.count : 0;
  return summary(data, 'fan-out', [
    `  ${delivered} of ${VIEWERS * TOTAL} deliveries to viewers; planned ${Math.round((VIEWERS * TOTAL) / seconds)} a second`,
    `  ${frames} frames to all sessions`,
    `  sent from ${sending.start} to ${Math.round(lastDue(sending))}`,
  ]);
}
