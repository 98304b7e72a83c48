// What the scenarios count. Each has a threshold in the scenario that uses it.
import { Counter, Rate, Trend } from 'k6/metrics';

/** Messages received, over all viewers. */
export const deliveries = new Counter('deliveries');
/** Messages that the stored history has and a viewer had not, summed over viewers. */
export const lost = new Counter('lost');
/** Messages (by event id) that a viewer had again, summed over viewers. */
export const doubled = new Counter('doubled');
/** Messages that a viewer had later than one that is newer in the stored history. */
export const reordered = new Counter('reordered');
/** Messages that a viewer had and the stored history has not. */
export const foreign = new Counter('foreign');
/** Acknowledged messages that the stored history has not. */
export const unstored = new Counter('unstored');
/** Frames whose `prev` is not the `position` before. */
export const chainBreaks = new Counter('chain_breaks');
/** `missed` frames: the server owned up to skipping events. */
export const missed = new Counter('missed_frames');
/** Sessions that ended though nobody here ended them. */
export const cut = new Counter('unexpected_closes');
/** Viewers whose sequence was compared with the stored history, or whose run ended as planned. */
export const checked = new Counter('checked');
/** `error` frames. */
export const refused = new Counter('error_frames');
/** Viewers whose join succeeded in time. */
export const joined = new Rate('joined');
/** Posts that were acknowledged. */
export const acknowledged = new Rate('acknowledged');
/** Joins with `after` that were answered `recovered: true`. */
export const recovered = new Rate('recovered');

/** From opening the socket to its handshake, ms. */
export const connectTime = new Trend('connect_time', true);
/** From opening the socket to `joined`, ms. */
export const joinTime = new Trend('join_time', true);
/** From when a message was due to its arrival at a viewer, ms. */
export const latency = new Trend('delivery_latency', true);
/** From when a message was due to its `posted`, ms. */
export const postedTime = new Trend('posted_time', true);
/** From when a message was due to its arrival back at its author, ms. */
export const echoTime = new Trend('own_event_time', true);
/** How late this program sent a message, ms: its own share in the times above. */
export const sendLag = new Trend('send_lag', true);
/** From a frame's arrival at the socket to when it was looked at, ms: how far this program is behind. */
export const clientLag = new Trend('client_lag', true);

/** Counts nothing: k6 skips the thresholds of metrics without samples, so teardown() gives each counter one. */
export function settle() {
  for (const counter of [
    deliveries,
    lost,
    doubled,
    reordered,
    foreign,
    unstored,
    chainBreaks,
    missed,
    cut,
    checked,
    refused,
  ]) {
    counter.add(0);
  }
}
