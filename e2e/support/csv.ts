/** A CSV file as a spreadsheet reads it: RFC 4180 with a byte order mark, notes that begin with `#` before the header. */
export interface CsvFile {
  readonly notes: readonly string[];
  /** Each row by the names of the header. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export function readCsv(text: string): CsvFile {
  if (!text.startsWith('\u{FEFF}')) throw new Error('It has no byte order mark.');
  const lines = cellsOf(text.slice(1));
  const at = lines.findIndex(([first = '']) => !first.startsWith('# '));
  const [header = [], ...rows] = lines.slice(at);
  return {
    notes: lines.slice(0, at).map(([note = '']) => note),
    rows: rows.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']))),
  };
}

function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end = ''] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') lines.push([]);
  }
  return lines.slice(0, -1);
}
