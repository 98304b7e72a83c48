// Time of a message from when it was due, over both ways in. Open model, so that a slow answer delays nobody's next one.
//
// - `socket`: RATE messages a second over the WebSocket, on a fixed schedule over SENDERS sessions: until `posted`, and
//   until the author has the own event back. A k6 iteration cannot outlive its sessions' sockets the other way round, so
//   k6's arrival-rate executors cannot be used with sessions that stay: the schedule is kept by timers, and `send_lag`
//   proves that it was.
// - `rest`: the same over POST /api, by k6's constant-arrival-rate; `dropped_iterations` proves the schedule there.
import http from 'k6/http';
import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import { base, count, number, runName } from '../lib/config.js';
import { accounts, createRoom } from '../lib/accounts.js';
import { marked } from '../lib/frames.js';
import { Ledger } from '../lib/ledger.js';
import { line } from '../lib/lines.js';
import { acknowledged, checked, echoTime, joined, settle } from '../lib/metrics.js';
import { send } from '../lib/sending.js';
import { common, summary } from '../lib/summary.js';
import { untilDone } from '../lib/time.js';
import { Viewer } from '../lib/viewer.js';

const SENDERS = count('SENDERS', 20);
/** Messages a second over the WebSocket, all senders together; 5 for each sender is the server's limit. */
const RATE = number('RATE', 40);
const REST_RATE = count('REST_RATE', 20);
const DURATION = count('DURATION', 30);
const RAMP = 3;

const MESSAGES = Math.max(1, Math.floor((DURATION * RATE) / SENDERS));
const restPosted = new Trend('rest_posted_time', true);

export const options = {
  ...common,
  scenarios: {
    socket: { executor: 'per-vu-iterations', exec: 'overSocket', vus: 1, iterations: 1, maxDuration: `${DURATION + 90}s` },
    rest: {
      executor: 'constant-arrival-rate',
      exec: 'overRest',
      rate: REST_RATE,
      timeUnit: '1s',
      duration: `${DURATION}s`,
      startTime: `${DURATION + RAMP + 5}s`,
      preAllocatedVUs: 20,
      maxVUs: 100,
    },
  },
  thresholds: {
    joined: ['rate==1'],
    acknowledged: ['rate==1'],
    checked: [`count==${SENDERS}`],
    posted_time: [`p(50)<${number('POSTED_P50', 25)}`, `p(99)<${number('POSTED_P99', 250)}`],
    own_event_time: [`p(50)<${number('OWN_P50', 25)}`, `p(99)<${number('OWN_P99', 250)}`],
    rest_posted_time: [`p(50)<${number('REST_P50', 50)}`, `p(99)<${number('REST_P99', 500)}`],
    send_lag: [`p(99)<${number('SEND_LAG_P99', 50)}`],
    dropped_iterations: ['count==0'],
    chain_breaks: ['count==0'],
    error_frames: ['count==0'],
    unexpected_closes: ['count==0'],
  },
};

export function setup() {
  const run = runName('k6t');
  const authors = accounts(run, SENDERS);
  const room = createRoom(authors[0], `${run}-room`);
  return { room, tokens: authors.map((author) => author.token), begin: Date.now() };
}

/** Times the author's own messages: those at the ordinals that `posted` named. */
function timesOwn(ledger, arrivals) {
  return (frame, arrived) => {
    frame.messages.forEach((ordinal, i) => {
      arrivals.set(ledger.ids[ordinal], arrived - frame.dues[i]);
    });
  };
}

export async function overSocket(data) {
  const plan = { start: data.begin + RAMP * 1000, senders: SENDERS, messages: MESSAGES, rate: RATE / SENDERS };
  const ledger = new Ledger();
  const arrivals = data.tokens.map(() => new Map());
  const people = data.tokens.map(
    (token, i) => new Viewer(ledger, data.room, { token, onMessages: timesOwn(ledger, arrivals[i]) }),
  );
  const frames = await Promise.all(people.map((person) => person.enter()));
  frames.forEach((frame) => joined.add(frame !== null));
  const sent = await Promise.all(people.map((person, i) => send(person, plan, i)));
  await untilDone(() => sent.every((own, i) => own.every((id) => arrivals[i].has(id))), Date.now() + 15000);
  sent.forEach((own, i) => {
    const times = own.map((id) => arrivals[i].get(id));
    times.filter((time) => time !== undefined).forEach((time) => echoTime.add(time));
    checked.add(times.length === MESSAGES && !times.includes(undefined) ? 1 : 0);
  });
  people.forEach((person) => person.leave());
}

export function overRest(data) {
  const n = exec.scenario.iterationInTest;
  const reply = http.post(
    `${base}/api/rooms/${data.room}/messages`,
    JSON.stringify({ text: marked(line(n), Date.now()), key: `rest-${n}` }),
    {
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${data.tokens[n % data.tokens.length]}` },
      tags: { name: 'post' },
    },
  );
  acknowledged.add(reply.status === 201);
  restPosted.add(reply.timings.duration);
}

export function teardown() {
  settle();
}

export function handleSummary(data) {
  return summary(data, 'round-trip', [`  ${SENDERS * MESSAGES} messages over the WebSocket, ${REST_RATE * DURATION} over REST`]);
}
