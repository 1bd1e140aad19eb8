import { parseDate } from '#lib/time.ts';

/** In `seconds`: the text stands in `odd`. */
export const ODD = 0xffff_ffff;

/**
 * Dates of the wire by row: seconds since 1970 in four bytes, 0 for null. A text that would not come back from that
 * exactly as it came (milliseconds, an offset, another century, nonsense) is kept as it is beside it.
 */
export class DateColumn {
  seconds = new Uint32Array(0);
  readonly odd = new Map<number, { readonly text: string; readonly ms: number }>();

  grow(capacity: number): void {
    this.seconds = grown(this.seconds, new Uint32Array(capacity));
  }

  /** Whether that was a change. */
  set(row: number, text: string | null): boolean {
    const seconds = text === null ? 0 : secondsOf(text);
    if (seconds !== ODD) {
      if (this.seconds[row] === seconds) return false;
      if (this.seconds[row] === ODD) this.odd.delete(row);
      this.seconds[row] = seconds;
      return true;
    }
    if (text === null || this.odd.get(row)?.text === text) return false;
    this.setOdd(row, text);
    return true;
  }

  /** For a text that is not written as usual. */
  setOdd(row: number, text: string): void {
    this.seconds[row] = ODD;
    this.odd.set(row, { text, ms: msOf(text) });
  }

  /** As it came. */
  text(row: number): string | null {
    const seconds = this.seconds[row] ?? 0;
    if (seconds === 0) return null;
    if (seconds === ODD) return this.odd.get(row)?.text ?? null;
    return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
  }

  /** The instant in milliseconds; NaN for null and for what is no instant, so that no comparison with it holds. */
  ms(row: number): number {
    const seconds = this.seconds[row] ?? 0;
    if (seconds === 0) return Number.NaN;
    return seconds === ODD ? (this.odd.get(row)?.ms ?? Number.NaN) : seconds * 1000;
  }
}

/** A date of the wire as an instant in milliseconds; NaN for null and for what is no instant. */
export function msOf(text: string | null): number {
  const seconds = text === null ? ODD : secondsOf(text);
  return seconds === ODD ? (parseDate(text) ?? Number.NaN) : seconds * 1000;
}

/** A longer copy of a typed array. */
export function grown<T extends Uint8Array | Uint32Array | Float64Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

/** Seconds since 1970 of exactly `2021-01-01T12:34:56Z`; ODD for everything that is written otherwise. */
function secondsOf(text: string): number {
  if (text.length !== 20) return ODD;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  const inRange = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month) && hour < 24 && minute < 60 && second < 60;
  if (!inRange || !separated(text)) return ODD;
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  return seconds === 0 || seconds >= ODD ? ODD : seconds;
}

function separated(text: string): boolean {
  return text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':' && text[19] === 'Z';
}

/** Two digits as a number; NaN, which no range holds, for anything else. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
