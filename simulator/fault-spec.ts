/** The text that switches faults on: `name[:key=value[,key=value]][;name…]`. */
import { type FaultAction, METHODS, type Target, TARGETS } from './fault.ts';
import { ANSWER_FAULTS } from './fault-answers.ts';
import { KEYED_FAULTS } from './fault-keyed.ts';
import { PROXY_FAULTS } from './fault-proxies.ts';
import { REPLY_FAULTS } from './fault-replies.ts';
import { REQUEST_FAULTS } from './fault-requests.ts';
import { ROW_FAULTS } from './fault-rows.ts';

const FAULTS: Readonly<Record<string, FaultAction>> = { ...REQUEST_FAULTS, ...REPLY_FAULTS, ...ROW_FAULTS, ...KEYED_FAULTS, ...ANSWER_FAULTS, ...PROXY_FAULTS };

/** One fault of a spec. */
export interface FaultRule {
  readonly name: string;
  readonly action: FaultAction;
  readonly on: Target;
  /** Fires that often, then never again. */
  readonly count: number;
  /** Fires on every nth request that it concerns. */
  readonly every: number;
  /** Fires with this probability, 0 to 1. */
  readonly rate: number;
  readonly sid: string | null;
  /** Of the requests that `on` means, those with this method only. */
  readonly method: string | null;
  readonly numbers: ReadonlyMap<string, number>;
  readonly texts: ReadonlyMap<string, string>;
}

/** A spec that cannot be understood; the message says what is wrong and what is valid. */
export class FaultSpecError extends Error {
  constructor(problem: string) {
    const names = Object.entries(FAULTS).map(([name, { about, keys }]) => {
      const own = Object.keys(keys ?? {}).join(', ');
      return `  ${name}${own ? ` (${own})` : ''}: ${about}`;
    });
    super(
      `${problem}\nA fault is name[:key=value[,key=value]], several are separated by ";". Values may be percent-encoded.\n` +
        `Keys of every fault: count, every, rate (0 to 1), sid, method (${METHODS.join(', ')}), on (${TARGETS.join(', ')}).\nFaults:\n${names.join('\n')}`,
    );
    this.name = 'FaultSpecError';
  }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new FaultSpecError(`"${value}" is not percent-encoded text.`);
  }
}

function parsePair(pair: string, name: string): [string, string] {
  const equals = pair.indexOf('=');
  if (equals < 1) throw new FaultSpecError(`"${pair}" in fault ${name} is not key=value.`);
  return [pair.slice(0, equals).trim(), decoded(pair.slice(equals + 1).trim())];
}

function parseNumber(name: string, key: string, text: string, low: number, high: number): number {
  const value = text === '' ? Number.NaN : Number(text);
  if (!(value >= low && value <= high)) throw new FaultSpecError(`${key}=${text} in fault ${name} is out of range.`);
  return value;
}

function parseTarget(name: string, text: string): Target {
  const target = TARGETS.find((known) => known === text);
  if (target === undefined) throw new FaultSpecError(`on=${text} in fault ${name} is unknown.`);
  return target;
}

function parseMethod(name: string, text: string | undefined): string | null {
  if (text === undefined) return null;
  const method = METHODS.find((known) => known === text);
  if (method === undefined) throw new FaultSpecError(`method=${text} in fault ${name} is unknown.`);
  return method;
}

function parseRule(text: string): FaultRule {
  const colon = text.indexOf(':');
  const name = (colon === -1 ? text : text.slice(0, colon)).trim();
  const action = Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined;
  if (action === undefined) throw new FaultSpecError(`There is no fault "${name}".`);
  const pairs = new Map(colon === -1 ? [] : text.slice(colon + 1).split(',').map((pair) => parsePair(pair, name)));
  const numbers = new Map<string, number>();
  const texts = new Map<string, string>();
  const common = (key: string, usual: number, low: number, high: number): number => {
    const value = pairs.get(key);
    pairs.delete(key);
    return value === undefined ? usual : parseNumber(name, key, value, low, high);
  };
  const many = Number.POSITIVE_INFINITY;
  const count = common('count', many, 1, many);
  const every = common('every', 1, 1, many);
  const rate = common('rate', 1, 0, 1);
  const on = pairs.get('on');
  const sid = pairs.get('sid') ?? null;
  const method = parseMethod(name, pairs.get('method'));
  pairs.delete('on');
  pairs.delete('method');
  pairs.delete('sid');
  for (const [key, value] of pairs) {
    const kind = action.keys?.[key];
    if (kind === undefined) throw new FaultSpecError(`Fault ${name} has no key "${key}".`);
    if (kind === 'text') texts.set(key, value);
    else numbers.set(key, parseNumber(name, key, value, -many, many));
  }
  return { name, action, on: on === undefined ? action.on : parseTarget(name, on), count, every, rate, sid, method, numbers, texts };
}

/** Reads a spec; an empty text is no fault. @throws FaultSpecError */
export function parseFaults(spec: string): FaultRule[] {
  return spec
    .split(';')
    .filter((part) => part.trim() !== '')
    .map((part) => parseRule(part));
}
