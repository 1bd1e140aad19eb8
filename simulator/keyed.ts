/**
 * Configs and Secrets: keys of the account or of one device, two namespaces each. Order and dates are the world's. Of a
 * Secret's value nothing is kept but a hash, which tells a test whether the right one arrived.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';

import { CONFIG_LIMITS } from '#api/schema.ts';

import { ApiError, notFound } from './errors.ts';

/** A Config, as far as it matters. Ages are in seconds, counted from the moment the world starts. */
export const configSeedSchema = z.strictObject({
  key: z.string(),
  /** Default: empty. */
  value: z.optional(z.string()),
  /** Default: 30 days. */
  updatedAgo: z.optional(z.number()),
});
export type ConfigSeed = z.infer<typeof configSeedSchema>;

/** A Secret, as far as it matters. */
export const secretSeedSchema = z.strictObject({
  key: z.string(),
  /** Default: one that nobody knows. */
  value: z.optional(z.string()),
  /** Default: 30 days. */
  rotatedAgo: z.optional(z.number()),
});
export type SecretSeed = z.infer<typeof secretSeedSchema>;

interface Row {
  readonly key: string;
  /** Place in the list: ascending, and never changed; pages are anchored on it. */
  readonly order: number;
  /** When it was written last; milliseconds since 1970. */
  at: number;
}

export interface ConfigRow extends Row {
  value: string;
}

export interface SecretRow extends Row {
  /** SHA-256; empty when nobody knows the value. */
  hash: string;
}

const DAY = 86_400;

function limited(name: 'Key' | 'Value', text: string): string {
  const most = name === 'Key' ? CONFIG_LIMITS.key : CONFIG_LIMITS.value;
  if ((name === 'Key' && text === '') || [...text].length > most) {
    // The text itself is left out: it may be a Secret's.
    throw new ApiError('invalid', `${name} must have ${name === 'Key' ? '1' : '0'} to ${most} characters`);
  }
  return text;
}

function sha256(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Keys of one kind and one scope. */
abstract class Keyed<R extends Row> {
  readonly #rows: R[] = [];
  readonly #byKey = new Map<string, R>();
  readonly #now: () => number;
  #order = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A new row with this value; `at` and order are given. */
  protected abstract make(row: Row, value: string): R;
  protected abstract write(row: R, value: string): void;

  /** In the order of the list. */
  get rows(): readonly R[] {
    return this.#rows;
  }

  /** How many there are. */
  get size(): number {
    return this.#rows.length;
  }

  /** The row with this key. */
  get(key: string): R | undefined {
    return this.#byKey.get(key);
  }

  /** A new key, at the end of the list. @throws ApiError invalid beyond the limits, conflict for a key that is taken */
  create(key: string, value: string): R {
    limited('Key', key);
    limited('Value', value);
    if (this.#byKey.has(key)) throw new ApiError('conflict', `Key '${key}' is already used`);
    return this.#append(key, value, this.#now());
  }

  /** Another value. @throws ApiError notFound, invalid beyond the limits */
  update(key: string, value: string): R {
    const row = this.#byKey.get(key);
    if (row === undefined) throw notFound(`/${key}`);
    this.write(row, limited('Value', value));
    row.at = this.#now();
    return row;
  }

  /** As somebody else would: creates the key, or gives it this value. For tests. */
  put(key: string, value: string): R {
    return this.#byKey.has(key) ? this.update(key, value) : this.create(key, value);
  }

  /** Takes a key out; false when there is none. */
  remove(key: string): boolean {
    const row = this.#byKey.get(key);
    if (row === undefined) return false;
    this.#byKey.delete(key);
    this.#rows.splice(this.#rows.indexOf(row), 1);
    return true;
  }

  /** A row from before: limits do not apply to what is there already. @throws RangeError for a key that is there twice */
  protected seed(key: string, value: string, at: number): void {
    if (this.#byKey.has(key)) throw new RangeError(`Two seeded keys are called ${key}.`);
    this.#append(key, value, at);
  }

  #append(key: string, value: string, at: number): R {
    const row = this.make({ key, order: this.#order, at }, value);
    this.#order += 1;
    this.#rows.push(row);
    this.#byKey.set(key, row);
    return row;
  }
}

export class Configs extends Keyed<ConfigRow> {
  /** @param start milliseconds since 1970 @throws RangeError when two seeds share a key */
  constructor(seeds: readonly ConfigSeed[], start: number, now: () => number) {
    super(now);
    for (const { key, value = '', updatedAgo = 30 * DAY } of seeds) this.seed(key, value, start - updatedAgo * 1000);
  }

  protected override make(row: Row, value: string): ConfigRow {
    return { ...row, value };
  }

  protected override write(row: ConfigRow, value: string): void {
    row.value = value;
  }
}

export class Secrets extends Keyed<SecretRow> {
  /** @param start milliseconds since 1970 @throws RangeError when two seeds share a key */
  constructor(seeds: readonly SecretSeed[], start: number, now: () => number) {
    super(now);
    for (const { key, value, rotatedAgo = 30 * DAY } of seeds) {
      this.seed(key, value ?? '', start - rotatedAgo * 1000);
      const row = this.get(key);
      if (row !== undefined && value === undefined) row.hash = '';
    }
  }

  /** Whether this is the value of the key: the only thing that can be learned of it. */
  holds(key: string, value: string): boolean {
    return this.get(key)?.hash === sha256(value);
  }

  protected override make(row: Row, value: string): SecretRow {
    return { ...row, hash: sha256(value) };
  }

  protected override write(row: SecretRow, value: string): void {
    row.hash = sha256(value);
  }
}
