/** What the simulated service remembers: plain rows, one object of one shape each, so that 100,000 stay small. */

/** A deployment that ends by itself, once the world's clock has passed `at`. */
export interface Landing {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 0: it installs. Otherwise the `update_error_code` that it fails with. */
  readonly errorCode: number;
}

/** One device. Times are milliseconds since 1970; App references are SIDs. */
export interface DeviceRow {
  readonly sid: string;
  /** Place in the list: ascending, and never changed; pages are anchored on it. */
  readonly order: number;
  readonly created: number;
  uniqueName: string | null;
  updated: number;
  target: string | null;
  targeted: number | null;
  /** `up-to-date`, `pending`, `scheduled`, `error`, or whatever a test wants to be seen. */
  status: string | null;
  errorCode: number;
  reported: string | null;
  reportedAt: number | null;
  /** Null: nothing under way, or a device so stuck that nothing will ever come of it. */
  landing: Landing | null;
  loggingEnabled: boolean;
  /** Null with `loggingEnabled`: logging without an end. */
  loggingExpires: number | null;
  /** True: reads as enabled even after `loggingExpires`, as a service with a late clean-up would say. */
  loggingLingers: boolean;
}

/** One App. A deleted one is not listed and cannot be fetched, but devices may still point to it. */
export interface AppRow {
  readonly sid: string;
  readonly order: number;
  readonly uniqueName: string | null;
  readonly hash: string;
  readonly created: number;
  deleted: boolean;
  /** Base64 of its manifest; null for one that belongs to the SID. */
  readonly manifest: string | null;
}

const DAY_MS = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const days = new Map<number, string>();

/**
 * ISO 8601 in UTC without milliseconds, as the service writes dates. A page of 1,000 devices holds 5,000 of them, and
 * `Date.toISOString` would be most of its cost: so the day is looked up, and the time put together.
 * @param ms milliseconds since 1970
 */
export function isoDate(ms: number | null): string | null {
  if (ms === null) return null;
  const number = Math.floor(ms / DAY_MS);
  let day = days.get(number);
  if (day === undefined) {
    day = new Date(number * DAY_MS).toISOString().slice(0, 11);
    days.set(number, day);
  }
  const second = Math.floor((ms - number * DAY_MS) / 1000);
  const hours = TWO_DIGITS[Math.floor(second / 3600)];
  return `${day}${hours}:${TWO_DIGITS[Math.floor(second / 60) % 60]}:${TWO_DIGITS[second % 60]}Z`;
}

/** `pending` and `scheduled` mean the same, and the documentation uses both: a device keeps to one of them. */
export function pendingWord(sid: string): 'pending' | 'scheduled' {
  return sid.charCodeAt(sid.length - 1) % 3 === 0 ? 'scheduled' : 'pending';
}
