import type { DeviceChange } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { familyOf } from '#fleet/health.ts';
import { seenOf, type Seen } from '#fleet/update.ts';
import { inSmallWaves } from './waves.ts';
import type { WizardForm } from './wizard-form.ts';

/** What a run is to do, decided before its first write and never changed afterwards. Pure. */

/** A Config of the device gets this value; null takes its key away, which is how one that was not there is put back. */
export interface ConfigChange {
  readonly kind: 'config';
  readonly key: string;
  readonly value: string | null;
}

/** What is done to one device. */
export type ItemChange = DeviceChange | ConfigChange;

/** What one run does to each of its devices; `restore` puts back what each of them had, so its items carry their own change. */
export type RunChange =
  | Extract<DeviceChange, { readonly kind: 'deploy' | 'logging' | 'restart' }>
  | (ConfigChange & { readonly value: string })
  | { readonly kind: 'restore' };

export interface RunItem {
  readonly sid: string;
  /** As the plan has it before its eyes; a write is refused when what it would change is no longer so. */
  readonly seen: Seen;
  /** It was in error before the run: counted apart, and no reason to halt. */
  readonly broken: boolean;
  /** For `restore`: what is put back. Else the run's own change. */
  readonly change?: ItemChange | undefined;
  /** The App that it has to run still, for a change that was decided by it. */
  readonly runs?: string | undefined;
  /** What its Config has to hold still (null: no such key), for a change that was decided by it. */
  readonly holds?: string | null | undefined;
}

/** When a run stops by itself. Null switches a rule off. */
export interface HaltRules {
  /** More than so many percent of the outcomes are failures, once there are `after` outcomes. */
  readonly errorPercent: number | null;
  readonly after: number;
  /** So many failures. */
  readonly errors: number | null;
  /** More than so many percent of the outcomes are stuck, once there are `after` outcomes. */
  readonly stuckPercent: number | null;
  /** So many calls in a row that the API could not answer. */
  readonly apiFailures: number | null;
}

export interface RunSettings {
  /** Devices at a time, 1 to 20. */
  readonly concurrency: number;
  /** Writes in any 10 s. */
  readonly rate: number;
  /** Also to devices that are already so. */
  readonly force: boolean;
  readonly halt: HaltRules;
}

/** That a run waits for what its devices report. Durations in milliseconds. */
export interface Landing {
  /** A device that has not reported by then is stuck. */
  readonly deadline: number;
  /** How long a wave that landed is watched before the next. */
  readonly soak: number;
  readonly gate: 'automatic' | 'by-hand';
  /** So many percent of a wave have to land before the next. */
  readonly enough: number;
}

/** How a rollout was asked for: a draft opens as it was left, and a copy asks for the same. */
export interface Asked {
  /** Null while nobody gave it one of its own. */
  readonly title: string | null;
  /** As they were written: `1, 10%, 100%`. */
  readonly waves: string;
  /** Canaries that were picked by hand, in their order. */
  readonly picked: readonly string[];
  /** Taken in besides those that change. */
  readonly parts: readonly Exclude<keyof Split, 'change'>[];
  /** When its list was frozen, by the API's clock. */
  readonly frozenAt: number;
  /** Of a draft: all that stands in its fields, whether or not a rollout can be made of it yet. */
  readonly form?: WizardForm | undefined;
}

export interface Plan {
  readonly id: string;
  /** Browser clock, milliseconds. */
  readonly createdAt: number;
  readonly title: string;
  readonly change: RunChange;
  /** In the order of their waves. */
  readonly items: readonly RunItem[];
  /** How many items each wave ends with; the last is all of them. One wave for what is no rollout. */
  readonly waves: readonly number[];
  readonly settings: RunSettings;
  /** What it waits for once it was sent: null for what is done when the API has accepted it. */
  readonly landing: Landing | null;
  /** It goes to all of its devices at once, and only looks which of them report it: no rollout. */
  readonly bulk?: boolean | undefined;
  /** It was confirmed although its App runs on nothing like some of its devices: that it went there is no evidence that it fits. */
  readonly exception?: boolean | undefined;
  /** The run that this one follows. */
  readonly parent: { readonly id: string; readonly why: 'retry' | 'undo' | 'retarget' | 'copy' } | null;
  /** Of a rollout that somebody put together. */
  readonly asked?: Asked | undefined;
}

export const BULK_SETTINGS: RunSettings = {
  concurrency: 5,
  rate: 100,
  force: false,
  halt: { errorPercent: 10, after: 50, errors: null, stuckPercent: null, apiFailures: null },
};

export const ROLLOUT_SETTINGS: RunSettings = {
  concurrency: 5,
  rate: 50,
  force: false,
  halt: { errorPercent: 5, after: 10, errors: null, stuckPercent: 20, apiFailures: 10 },
};

const MINUTE = 60_000;
export const ROLLOUT_LANDING: Landing = { deadline: 60 * MINUTE, soak: 5 * MINUTE, gate: 'automatic', enough: 90 };

/** A bulk deployment has one wave, so only the deadline says anything. */
const BULK_LANDING: Landing = { deadline: 60 * MINUTE, soak: 0, gate: 'automatic', enough: 100 };

/**
 * What makes a plan one that goes to all at once: a deployment is over when the devices report it, since the API only accepts it;
 * anything else once the API has accepted it. @param deadline how long a device may take to report, milliseconds
 */
export function atOnce(deploys: boolean, deadline = BULK_LANDING.deadline): Pick<Plan, 'landing' | 'bulk'> {
  return deploys ? { landing: { ...BULK_LANDING, deadline }, bulk: true } : { landing: null };
}

/** Whether it goes from wave to wave, by what its devices report. */
export function isRollout({ landing, bulk }: Pick<Plan, 'landing' | 'bulk'>): boolean {
  return landing !== null && bulk !== true;
}

/** What a run does to one of its devices. */
export function changeOf(plan: Pick<Plan, 'change'>, item: Pick<RunItem, 'sid' | 'change'>): ItemChange {
  if (item.change !== undefined) return item.change;
  if (plan.change.kind === 'restore') throw new Error(`The run has nothing to put back for ${item.sid}.`);
  return plan.change;
}

export function itemOf(device: Device): RunItem {
  return { sid: device.sid, seen: seenOf(device), broken: inError(device) };
}

export function inError(device: Device): boolean {
  return familyOf(device.app?.update_status ?? null) === 'error';
}

/** Whether a device is already as the change would make it, so that sending it would say nothing new. */
export function isSo(device: Device, change: ItemChange): boolean {
  switch (change.kind) {
    case 'rename':
      return (device.unique_name ?? '') === change.name;
    case 'deploy':
      // The same App once more is how a deployment that failed is tried again.
      return device.app?.target_sid === change.app && !inError(device);
    case 'logging':
      // Once more extends the lease.
      return !change.on && device.logging?.enabled === false;
    case 'restart':
      return false;
    case 'config':
      // A device does not tell its Configs: each is read right before it is written.
      return false;
  }
}

/** Whether what the change is about is no longer what the plan saw: somebody else was here. */
export function isChanged({ seen, runs }: RunItem, device: Device, kind: DeviceChange['kind']): boolean {
  const now = seenOf(device);
  // It has updated meanwhile: what it ran then would now be a way back.
  if (runs !== undefined && device.app?.reported_sid !== runs) return true;
  if (kind === 'rename') return seen.name !== now.name;
  if (kind === 'deploy') return seen.target !== now.target;
  // A lease ends by itself: that is nobody's doing.
  return kind === 'logging' && seen.logging !== now.logging && !(seen.logging === true && now.logging === false);
}

/** The split that is shown before anything is sent. Each device is in exactly one part, the first that holds. */
export interface Split {
  readonly elsewhere: readonly string[];
  readonly so: readonly string[];
  readonly error: readonly string[];
  readonly never: readonly string[];
  readonly change: readonly string[];
}

/**
 * @param change what is done to a device
 * @param open the devices of other runs that have not ended
 */
export function splitOf(devices: readonly Device[], change: (sid: string) => ItemChange, open: ReadonlySet<string>): Split {
  const split: Record<keyof Split, string[]> = { elsewhere: [], so: [], error: [], never: [], change: [] };
  for (const device of devices) split[partOf(device, change(device.sid), open)].push(device.sid);
  return split;
}

function partOf(device: Device, change: ItemChange, open: ReadonlySet<string>): keyof Split {
  if (open.has(device.sid)) return 'elsewhere';
  if (isSo(device, change)) return 'so';
  if (inError(device)) return 'error';
  return (device.app?.reported_sid ?? null) === null ? 'never' : 'change';
}

/**
 * The order in which a rollout goes through its devices: those picked by hand first, as they were picked, then by a hash of
 * rollout and sid, so that the same plan always has the same canaries. Those that can tell nothing, in error before or never
 * heard of, come last.
 */
export function inOrder(id: string, devices: readonly Device[], picked: readonly string[]): readonly Device[] {
  const rank = new Map(picked.map((sid, index) => [sid, index]));
  const keyed = devices.map((device) => ({ device, rank: rank.get(device.sid) ?? picked.length, mute: mute(device), hash: hashOf(`${id} ${device.sid}`) }));
  keyed.sort((a, b) => a.rank - b.rank || (a.rank === picked.length ? a.mute - b.mute : 0) || a.hash - b.hash || (a.device.sid < b.device.sid ? -1 : 1));
  return keyed.map(({ device }) => device);
}

function mute(device: Device): number {
  return Number(inError(device) || (device.app?.reported_sid ?? null) === null);
}

/** FNV-1a over the UTF-16 units, mixed once more at the end, so that ids that differ in their last digit end up far apart. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The wave an item belongs to, from 0. */
export function waveOf(waves: readonly number[], index: number): number {
  const wave = waves.findIndex((end) => index < end);
  return wave < 0 ? waves.length - 1 : wave;
}

/** Fails with a sentence when a plan makes no sense; whoever builds one has checked it before. */
export function checkPlan({ items, waves, settings }: Plan): void {
  if (items.length === 0) throw new Error('A run needs a device.');
  if (new Set(items.map(({ sid }) => sid)).size < items.length) throw new Error('A run may have each device once only.');
  if (waves.at(-1) !== items.length || !inSmallWaves(waves)) throw new Error('The waves of a run must grow until they hold all of its devices.');
  if (!(settings.concurrency >= 1 && settings.concurrency <= 20 && settings.rate >= 1)) throw new Error('A run sends to 1 to 20 devices at a time, and at least once in 10 s.');
}
