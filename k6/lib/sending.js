// Senders on a fixed schedule: a message goes out when it is due, whether or not those before it were answered.
import { line } from './lines.js';
import { marked } from './frames.js';
import * as metrics from './metrics.js';
import { until } from './time.js';

/**
 * Sends a sender's share of a schedule: message n of sender s is due at `start + (n + s / senders) / rate` seconds, so
 * that all senders together send evenly.
 *
 * @param viewer the sender's session, joined
 * @param plan `start` (ms), `senders`, `messages` for each, `rate` for each (a second)
 * @param sender its number, from 0
 * @returns ids of the acknowledged events
 */
export async function send(viewer, plan, sender) {
  const events = [];
  const answers = [];
  for (let n = 0; n < plan.messages; n++) {
    const due = Math.round(plan.start + ((n + sender / plan.senders) * 1000) / plan.rate);
    await until(due);
    metrics.sendLag.add(Date.now() - due);
    const text = marked(line(n * plan.senders + sender), due);
    const answer = viewer.post(`p${n}`, text, `${sender}-${n}`).then((frame) => {
      const isPosted = frame !== null && frame.type === 'posted';
      metrics.acknowledged.add(isPosted);
      if (isPosted) {
        metrics.postedTime.add(frame.arrived - due);
        events.push(frame.event);
      }
    });
    answers.push(answer);
  }
  await Promise.all(answers);
  return events;
}

/** When the last message of a plan is due. */
export function lastDue(plan) {
  return plan.start + (plan.messages * 1000) / plan.rate;
}

/** Counts acknowledged events that the stored history has not. */
export function checkStored(events, truth) {
  const stored = new Set(truth);
  metrics.unstored.add(events.filter((event) => !stored.has(event)).length);
}
