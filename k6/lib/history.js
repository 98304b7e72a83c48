// The stored history: the truth that viewers' sequences are compared with.
import http from 'k6/http';
import { sleep } from 'k6';
import { base } from './config.js';

const PAGE = 200;
const PAGES_MAX = 10000;

/** One page before a position (the newest page without one): {events, before}; null where it cannot be read. */
export function page(room, before, limit, tags) {
  const query = before ? `&before=${encodeURIComponent(before)}` : '';
  const reply = http.get(`${base}/api/rooms/${room}/messages?limit=${limit}${query}`, {
    tags: { name: 'history', ...tags },
    timeout: '10s',
  });
  return reply.status === 200 ? reply.json() : null;
}

/** Ids of all stored messages of a room, oldest first. */
export function storedIds(room) {
  const pages = [];
  let before = '';
  for (let i = 0; i < PAGES_MAX; i++) {
    const got = page(room, before, PAGE);
    if (!got) {
      sleep(0.5);
      continue;
    }
    pages.push(got.events.filter((event) => event.type === 'message').map((event) => event.id));
    if (!got.before || got.events.length === 0) {
      break;
    }
    before = got.before;
  }
  return pages.reverse().flat();
}

/** The same, once it holds `least` messages; what there is after `patienceSeconds` otherwise. */
export function storedOnce(room, least, patienceSeconds) {
  let ids = storedIds(room);
  for (let waited = 0; ids.length < least && waited < patienceSeconds; waited++) {
    sleep(1);
    ids = storedIds(room);
  }
  return ids;
}
