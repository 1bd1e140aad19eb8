/** How figures are written, and which line of a table shows which. */

export const ms = (number) => `${number.toFixed(number < 10 ? 1 : 0)} ms`;

/** Bytes as transferred: brotli, and the headers of each reply. */
export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const megabytes = (number) => `${number.toFixed(1)} MB`;
const times = (number) => `${number.toFixed(2)} ×`;
const frames = (fps, p95) => `${fps.toFixed(0)} fps, p95 ${p95.toFixed(0)} ms`;

/** `[name with target, figures → text]` */
export const FLEET_ROWS = [
  ['first row, cold (≤ 300 ms + a call)', (of) => ms(of.row)],
  ['complete sweep', (of) => ms(of.sweep)],
  ['… over the same calls by a bare loop (≤ 1.25 ×)', (of) => times(of.overChain)],
  ['main thread blocked up to the first row', (of) => ms(of.blockedBefore)],
  ['main thread blocked while reading (≤ 50 ms)', (of) => ms(of.blocked)],
  ['second visit: first paint to searchable (≤ 150 ms)', (of) => `${ms(of.warm)} (${of.warmCalls} calls of a sweep by then)`],
  ['key to settled, worst of 11 (≤ 50 ms; 1,000,000: 150)', (of) => ms(of.keys)],
  ['… median', (of) => ms(of.keysMedian)],
  ['Event Timing, worst (≤ 32 ms)', (of) => ms(of.event)],
  ['sort by a date, click to paint (≤ 100 ms)', (of) => ms(of.sort)],
  ['sort by name, click to paint (≤ 100 ms)', (of) => ms(of.sortName)],
  ['scrub of a page of 1,000 (≥ 55 fps)', (of) => frames(of.fpsPage, of.p95Page)],
  ['scrub of 1,000 results (≥ 55 fps)', (of) => frames(of.fpsResults, of.p95Results)],
  ['all rows into a CSV file, and blocked meanwhile', (of) => `${ms(of.exportMs)}, ${ms(of.exportBlocked)}`],
  ['heap and its arrays, page + worker (≤ 30 MB; 1,000,000: 300)', (of) => `${megabytes(of.heap)} (${of.heapMain.toFixed(0)} + ${of.heapWorker.toFixed(0)})`],
  ['CLS (0)', (of) => of.cls.toFixed(3)],
];

const against = (ours, floor, say) => `${say(floor)}, ours ${times(ours / floor)}`;

export const FLOOR_ROWS = [
  ['first row', (ours, floor) => against(ours.row, floor.row, ms)],
  ['all read', (ours, floor) => against(ours.sweep, floor.all, ms)],
  ['main thread blocked while reading', (_, floor) => ms(floor.blocked)],
  ['key to settled, worst', (ours, floor) => against(ours.keys, floor.keys, ms)],
  ['Event Timing, worst', (_, floor) => ms(floor.event)],
  ['heap', (ours, floor) => against(ours.heap, floor.heap, megabytes)],
  ['scrub', (_, floor) => frames(floor.fps, floor.p95)],
];
