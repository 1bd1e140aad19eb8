const WIDTH = 16;

/** Bytes as people look at them: `00000010  2a 06 10 90 1c …  *.....`, sixteen a line; `most` lines at the most. */
export function hexDump(bytes: Uint8Array, most: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length && lines.length < most; at += WIDTH) {
    const row = [...bytes.subarray(at, at + WIDTH)];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${digits.padEnd(WIDTH * 3 - 1)}  ${text}`);
  }
  return lines.join('\n');
}

/** So many bytes stand in so many lines. */
export function bytesIn(lines: number): number {
  return lines * WIDTH;
}
