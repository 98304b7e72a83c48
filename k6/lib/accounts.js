// Viewers and rooms for a run, over REST. For setup(), and for renewing tokens.
import http from 'k6/http';
import { sleep } from 'k6';
import { base, count } from './config.js';

// A server lets one address sign up only so often; a second passes between two tries.
const TRIES = 240;
const JSON_BODY = { 'Content-Type': 'application/json' };

/** Sign-ups and sign-ins at once: each costs the server a password hash. */
const CONCURRENCY = count('SETUP_CONCURRENCY', 8);

function call(path, body, token) {
  const headers = token ? { ...JSON_BODY, Authorization: `Bearer ${token}` } : JSON_BODY;
  return { method: 'POST', url: `${base}/api${path}`, body: JSON.stringify(body), params: { headers, tags: { name: path } } };
}

/** Makes the calls, a bounded number at once; those answered 429 or 503, or not at all, are made again. */
function all(calls, accepted) {
  const replies = new Array(calls.length);
  let open = calls.map((_, i) => i);
  for (let tries = 0; open.length > 0 && tries < TRIES; tries++) {
    const again = [];
    for (let from = 0; from < open.length; from += CONCURRENCY) {
      const part = open.slice(from, from + CONCURRENCY);
      http.batch(part.map((i) => calls[i])).forEach((reply, k) => {
        if (reply.status === 0 || reply.status === 429 || reply.status === 503) {
          again.push(part[k]);
        } else if (!accepted.includes(reply.status)) {
          throw new Error(`${calls[part[k]].url}: ${reply.status} ${reply.body}`);
        } else {
          replies[part[k]] = reply;
        }
      });
    }
    open = again;
    if (open.length > 0) {
      sleep(1);
    }
  }
  if (open.length > 0) {
    throw new Error(`${calls[open[0]].url}: no answer after ${TRIES} tries`);
  }
  return replies;
}

/** Name and password of viewers that several runs share (`name:password`), so that only the first run signs them up. */
const [sharedName, sharedPassword] = (__ENV.ACCOUNTS || '').split(':');

function randomPassword() {
  return `Load-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
}

function signUpCall(person) {
  return call('/users', { handle: person.handle, displayName: person.handle, password: person.password });
}

function signInCall(person) {
  return call('/sessions', { handle: person.handle, password: person.password });
}

/** Signs up this many viewers, where they are not there yet, and signs them in; each is {handle, password, token}. */
export function accounts(run, total) {
  const people = [];
  for (let i = 0; i < total; i++) {
    people.push({ handle: `${sharedName || run}x${i}`, password: sharedPassword || randomPassword() });
  }
  const isThere = sharedPassword ? all(people.map(signInCall), [201, 401]).map((reply) => reply.status === 201) : [];
  // 409: a call that is made again after a lost answer meets its own first try.
  all(people.filter((_, i) => !isThere[i]).map(signUpCall), [201, 409]);
  const replies = all(people.map(signInCall), [201]);
  return people.map((person, i) => ({ ...person, token: replies[i].json('accessToken') }));
}

/** A fresh token for someone who signed up before. */
export function signIn(account) {
  return all([signInCall(account)], [201])[0].json('accessToken');
}

/** Creates a live room. */
export function createRoom(owner, id) {
  all([call('/rooms', { id, title: `Load ${id}`, description: '', tags: [], kind: 'live' }, owner.token)], [201, 409]);
  return id;
}

/** Posts texts over REST, spread over the authors, each within its default burst and rate. */
export function seed(authors, room, texts) {
  all(
    texts.map((text, i) => call(`/rooms/${room}/messages`, { text, key: `seed-${i}` }, authors[i % authors.length].token)),
    [201],
  );
}
