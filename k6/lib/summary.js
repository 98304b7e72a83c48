// What a run prints at its end: each metric with a threshold, and whether that was kept. OUT names a file for all of it.

function figures(metric) {
  const v = metric.values;
  const ms = (name) => (v[name] === undefined ? null : `${name} ${v[name].toFixed(1)}`);
  switch (metric.type) {
    case 'trend':
      return ['p(50)', 'p(95)', 'p(99)', 'max'].map(ms).filter((text) => text !== null).join('  ');
    case 'rate':
      return `${(v.rate * 100).toFixed(3)} % of ${v.passes + v.fails}`;
    case 'counter':
      return `${v.count}`;
    default:
      return JSON.stringify(v);
  }
}

/** Rules that can be broken; one that ends in `>=0` only makes k6 keep a metric by its tag. */
function rulesOf(metric) {
  return Object.keys(metric.thresholds || {}).filter((rule) => !rule.endsWith('>=0'));
}

/** For handleSummary: `notes` are lines put below the table. */
export function summary(data, title, notes = []) {
  const rows = Object.keys(data.metrics)
    .filter((name) => rulesOf(data.metrics[name]).length > 0)
    .sort()
    .map((name) => {
      const metric = data.metrics[name];
      const rules = rulesOf(metric);
      const isKept = rules.every((rule) => metric.thresholds[rule].ok);
      return `  ${isKept ? 'kept  ' : 'BROKEN'} ${name.padEnd(34)} ${figures(metric).padEnd(52)} ${rules.join(', ')}`;
    });
  const isWhole = rows.every((row) => row.startsWith('  kept'));
  const text = ['', `${title}: ${isWhole ? 'all thresholds kept' : 'THRESHOLDS BROKEN'}`, ...rows, ...notes, ''].join('\n');
  const outputs = { stdout: `${text}\n` };
  if (__ENV.OUT) {
    // Without what setup() returned: there are tokens in it.
    outputs[__ENV.OUT] = JSON.stringify({ metrics: data.metrics, state: data.state }, null, 1);
  }
  return outputs;
}

/** Options that all scenarios share. */
export const common = {
  summaryTrendStats: ['min', 'avg', 'p(50)', 'p(95)', 'p(99)', 'max'],
  setupTimeout: '10m',
  teardownTimeout: '1m',
  systemTags: ['status', 'name', 'scenario', 'expected_response'],
};

/** Thresholds of the promises to each session. */
export const promises = {
  lost: ['count==0'],
  doubled: ['count==0'],
  reordered: ['count==0'],
  foreign: ['count==0'],
  chain_breaks: ['count==0'],
  missed_frames: ['count==0'],
  unexpected_closes: ['count==0'],
  error_frames: ['count==0'],
};
