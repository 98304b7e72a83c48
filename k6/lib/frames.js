// The frames of protocol version 1 that a session sends, and the marker that tells when a message was due.

export function hello(id, token) {
  return JSON.stringify({ type: 'hello', id, token });
}

/** Joins anew with `history` events, or right after the position `after`. */
export function join(id, room, history, after) {
  return JSON.stringify({ type: 'join', id, room, history, after });
}

export function leave(id, room) {
  return JSON.stringify({ type: 'leave', id, room });
}

export function post(id, room, text, key) {
  return JSON.stringify({ type: 'post', id, room, text, key });
}

/** Puts the millisecond at which a message was due behind its text. */
export function marked(text, due) {
  return `${text} ~${due}`;
}

/** When a message was due, 0 where it carries no marker. */
export function dueOf(text) {
  const at = text.lastIndexOf(' ~');
  const due = at < 0 ? 0 : Number(text.slice(at + 2));
  return Number.isFinite(due) ? due : 0;
}
