// The texts to send: lines of LINES, or of lines/lines.txt. A relative LINES counts from this folder, as k6 has it.
import { SharedArray } from 'k6/data';

const CODE_POINTS_MAX = 400;

// Shells keep the height of the terminal under the same name: a number is no file.
const named = /^\d*$/.test(__ENV.LINES || '') ? '' : __ENV.LINES;
const file = named || '../lines/lines.txt';

const lines = new SharedArray('lines', () => {
  const texts = open(file)
    .split('\n')
    .map((line) => [...line.trim()].slice(0, CODE_POINTS_MAX).join(''))
    .filter((line) => line !== '');
  if (texts.length === 0) {
    throw new Error(`no lines in ${file}`);
  }
  return texts;
});

/** Text number `n`; starts again after the last one. */
export function line(n) {
  return lines[n % lines.length];
}
