// Waiting within a VU's event loop; k6's sleep() would stop its sessions too.

/** Resolves at a time of the clock, at once where it has passed. */
export function until(time) {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, time - Date.now()));
  });
}

/** Resolves once `isDone()`, looked at every 100 ms, and at `deadline` at the latest. */
export async function untilDone(isDone, deadline) {
  while (!isDone() && Date.now() < deadline) {
    await until(Date.now() + 100);
  }
}
