/** Medians and tables: what every benchmark prints. */

/** @param numbers at least one */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const line = (cells) => `| ${cells.join(' | ')} |`;

/** A Markdown table; the first row is its head. */
export function table([head, ...rows]) {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
