import type { Device } from '#api/schema.ts';
import { newId } from './head.ts';
import type { ItemState, Ledger } from './ledger.ts';
import { inverseOf } from './inverse.ts';
import { atOnce, BULK_SETTINGS, changeOf, inOrder, itemOf, type Landing, type Plan, type RunChange, type RunItem, type RunSettings } from './plan.ts';

/** Plans, made from what somebody has chosen. Pure but for the clock and the dice, which are given. */

interface Made {
  readonly now: number;
  readonly random: () => number;
  readonly title: string;
  /** How long a device may take to report a deployment, milliseconds; usually an hour. */
  readonly deadline?: number | undefined;
}

/** One change for each of these devices, in one wave. */
export function bulkPlan(devices: readonly Device[], change: Exclude<RunChange, { readonly kind: 'restore' }>, { now, random, title, deadline }: Made, settings: Partial<RunSettings> = {}): Plan {
  return {
    id: newId(now, random),
    createdAt: now,
    title,
    change,
    items: devices.map(itemOf),
    waves: [devices.length],
    settings: { ...BULK_SETTINGS, ...settings },
    ...atOnce(change.kind === 'deploy', deadline),
    parent: null,
  };
}

/** The same plan for some of its devices only, in the same waves; those that lose all of theirs are left out. */
export function narrowed(plan: Plan, keep: (sid: string) => boolean): Plan {
  const items: RunItem[] = [];
  const waves: number[] = [];
  let start = 0;
  for (const end of plan.waves) {
    items.push(...plan.items.slice(start, end).filter(({ sid }) => keep(sid)));
    if (items.length > (waves.at(-1) ?? 0)) waves.push(items.length);
    start = end;
  }
  return { ...plan, items, waves };
}

interface RolloutRequest {
  readonly id: string;
  readonly app: string;
  readonly devices: readonly Device[];
  /** Sids, first of all in this order. */
  readonly picked: readonly string[];
  /** How many devices each wave ends with. */
  readonly waves: readonly number[];
  readonly settings: RunSettings;
  readonly landing: Landing;
  readonly parent?: Plan['parent'];
  readonly asked?: Plan['asked'];
}

/** A rollout. Its id decides who the canaries are, so it is made before the plan. */
export function rolloutPlan({ id, app, devices, picked, waves, settings, landing, parent = null, asked }: RolloutRequest, { now, title }: Omit<Made, 'random'>): Plan {
  return { id, createdAt: now, title, change: { kind: 'deploy', app }, items: inOrder(id, devices, picked).map(itemOf), waves, settings, landing, parent, asked };
}

/**
 * Puts back what each device had before a run: those that it changed, or may have changed. `states`: which of its outcomes.
 * What cannot be put back (a restart, a first target, an extended lease) is left out. What a Config held is in the journal. Null when nothing is left.
 */
export function restorePlan(ledger: Ledger, states: readonly ItemState[], made: Made): Plan | null {
  const { plan } = ledger;
  const items = ledger.indexes(...states).flatMap((index): RunItem[] => {
    const item = plan.items[index];
    if (item === undefined) return [];
    const back = inverseOf(changeOf(plan, item), item.seen, ledger.before(index));
    return back === null ? [] : [{ sid: item.sid, broken: item.broken, ...back }];
  });
  return putBack(ledger, items, 'undo', made);
}

/**
 * Gives those that are still under way the App that they run now, so that nothing more is installed: there is no way to cancel
 * an update. Those that were never heard of run nothing that is known, and are left out. Null when nothing is left.
 */
export function retargetPlan(ledger: Ledger, devices: readonly Device[], made: Made): Plan | null {
  const { plan } = ledger;
  const bySid = new Map(devices.map((device) => [device.sid, device]));
  const items = ledger.indexes('pending', 'stuck').flatMap((index): RunItem[] => {
    const device = bySid.get(plan.items[index]?.sid ?? '');
    const runs = device?.app?.reported_sid ?? null;
    return device === undefined || runs === null || runs === device.app?.target_sid ? [] : [{ ...itemOf(device), change: { kind: 'deploy', app: runs }, runs }];
  });
  return putBack(ledger, items, 'retarget', made);
}

function putBack({ plan }: Ledger, items: readonly RunItem[], why: 'undo' | 'retarget', { now, random, title, deadline }: Made): Plan | null {
  if (items.length === 0) return null;
  return {
    id: newId(now, random),
    createdAt: now,
    title,
    change: { kind: 'restore' },
    items,
    waves: [items.length],
    settings: { ...BULK_SETTINGS, concurrency: plan.settings.concurrency, rate: plan.settings.rate },
    ...atOnce(items.some(({ change }) => change?.kind === 'deploy'), deadline),
    parent: { id: plan.id, why },
  };
}

/** Those that failed, and those of which nobody knows, once more: as they are now, in their waves. Null when there are none left. */
export function retryPlan(ledger: Ledger, devices: readonly Device[], { now, random, title }: Made): Plan | null {
  const { plan } = ledger;
  const bySid = new Map(devices.map((device) => [device.sid, device]));
  const again = new Set(ledger.indexes('failed', 'unknown').map((index) => plan.items[index]?.sid));
  const { items: left, waves } = narrowed(plan, (sid) => again.has(sid) && bySid.has(sid));
  const items = left.flatMap((item): RunItem[] => {
    const device = bySid.get(item.sid);
    return device === undefined ? [] : [{ ...itemOf(device), broken: item.broken, ...(item.change && { change: item.change }), ...(item.runs !== undefined && { runs: item.runs }), ...(item.holds !== undefined && { holds: item.holds }) }];
  });
  if (items.length === 0) return null;
  // What failed is sent again although its target is the same.
  return { ...plan, id: newId(now, random), createdAt: now, title, items, waves, settings: { ...plan.settings, force: plan.change.kind === 'deploy' || plan.settings.force }, parent: { id: plan.id, why: 'retry' } };
}
