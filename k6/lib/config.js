// Where the load goes and how its options are read. Every option is an environment variable (`-e NAME=value`).

export const base = (__ENV.BASE || 'http://localhost:8080').replace(/\/+$/, '');

/** Address of the WebSocket; WS overrides it where the front proxy does not serve everything. */
export const socket = __ENV.WS || `${base.replace(/^http/, 'ws')}/ws`;

/** A number from the environment. */
export function number(name, otherwise) {
  const text = __ENV[name];
  if (text === undefined || text === '') {
    return otherwise;
  }
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`${name} must be a number of at least 0, is "${text}"`);
  }
  return value;
}

/** A whole number of at least 1 from the environment. */
export function count(name, otherwise) {
  const value = number(name, otherwise);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} must be a whole number of at least 1, is ${value}`);
  }
  return value;
}

/** A name nobody used before, fit for rooms and handles. Call it in setup() only, so that all VUs share it. */
export function runName(prefix) {
  return `${prefix}${Date.now().toString(36)}${Math.floor(Math.random() * 1296).toString(36)}`;
}

/** How many of `total` things VU number `index` (from 0) of `vus` takes. */
export function share(total, vus, index) {
  return Math.floor(total / vus) + (index < total % vus ? 1 : 0);
}
