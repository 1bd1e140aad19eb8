import type { Device } from '#api/schema.ts';
import { count, plural, t } from '#texts/t.ts';
import { inverseOf } from './inverse.ts';
import { STATES, type ItemState, type Ledger } from './ledger.ts';
import { narrowed, restorePlan, retargetPlan, retryPlan } from './make-plan.ts';
import { changeOf, type Plan } from './plan.ts';

/** What can be done about a run that stands still or has ended. Pure. */

export interface Offers {
  /** Devices that were given a target and have not reported it. */
  readonly pending: number;
  /** Devices that it changed, or may have changed, and that can be rolled back. */
  readonly back: number;
  /** Why the others that it changed cannot be. */
  readonly notBack: readonly string[];
  readonly failed: number;
  readonly unknown: number;
}

/** Those that a retry is about, and those that a retarget is. */
export const RETRIED: readonly ItemState[] = ['failed', 'unknown'];
export const RETARGETED: readonly ItemState[] = ['pending', 'stuck'];
const CHANGED: readonly ItemState[] = ['pending', 'done', 'failed', 'stuck', 'unknown'];

export function offersOf(ledger: Ledger): Offers {
  const { pending, stuck, failed, unknown } = ledger.counts();
  const reasons = new Map<NotBack, number>();
  let back = 0;
  for (const index of changedIndexes(ledger)) {
    const reason = notBack(ledger, index);
    if (reason === undefined) continue;
    if (reason === null) back += 1;
    else reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const deploys = ledger.plan.landing !== null;
  return { pending: deploys ? pending + stuck : 0, back, notBack: [...reasons].map(([reason, devices]) => notBackWords(reason, devices)), failed, unknown };
}

/** Those that are not as they were, as far as anybody knows. What the API refused has changed nothing. */
function changedIndexes(ledger: Ledger): readonly number[] {
  return ledger.indexes(...CHANGED).filter((index) => ledger.state(index) !== 'failed' || ledger.note(index)?.why === 'update-error');
}

type NotBack = 'restart' | 'perhaps' | 'first-target' | 'same' | 'lease' | 'unknown';

/** Null where it can be put back. */
function notBack(ledger: Ledger, index: number): NotBack | null | undefined {
  const item = ledger.plan.items[index];
  if (item === undefined) return undefined;
  const change = changeOf(ledger.plan, item);
  if (inverseOf(change, item.seen, ledger.before(index)) !== null) return null;
  if (change.kind === 'restart') return ledger.state(index) === 'unknown' ? 'perhaps' : 'restart';
  if (change.kind === 'deploy') return item.seen.target === null ? 'first-target' : 'same';
  if (change.kind === 'logging') return item.seen.logging === null ? 'unknown' : change.on ? 'lease' : 'same';
  return 'same';
}

function notBackWords(reason: NotBack, devices: number): string {
  switch (reason) {
    case 'restart':
      return plural(devices, '# device restarted: a restart cannot be undone.', '# devices restarted: a restart cannot be undone.');
    case 'perhaps':
      return plural(devices, '# device may have restarted: that could not be undone.', '# devices may have restarted: that could not be undone.');
    case 'first-target':
      return plural(devices, '# device had no target before, and the API cannot remove a target.', '# devices had no target before, and the API cannot remove a target.');
    case 'same':
      return plural(devices, '# device had the same before, so there is nothing to roll back.', '# devices had the same before, so there is nothing to roll back.');
    case 'lease':
      return plural(devices, '# device was logging already: its lease was extended, and the API cannot shorten a lease.', '# devices were logging already: their leases were extended, and the API cannot shorten a lease.');
    case 'unknown':
      return t`The API did not say of ${count(devices, 'device')} whether logging was on before.`;
  }
}

interface Made {
  readonly now: number;
  readonly random: () => number;
  /** How long a device may take to report, milliseconds; usually an hour. */
  readonly deadline?: number | undefined;
}

/** Rolls back what was changed, as far as that can be; null when that is nothing. */
export function backPlan(ledger: Ledger, made: Made): Plan | null {
  const changed = new Set(changedIndexes(ledger).map((index) => ledger.plan.items[index]?.sid));
  const whole = restorePlan(ledger, STATES, { ...made, title: t`Roll back: ${ledger.plan.title}` });
  const plan = whole === null ? null : narrowed(whole, (sid) => changed.has(sid));
  return plan === null || plan.items.length === 0 ? null : plan;
}

/**
 * Those that failed once more, and those of which nobody knows. A restart that may have been carried out already is sent once
 * more only where somebody says so: `unknown`.
 */
export function againPlan(ledger: Ledger, devices: Parameters<typeof retryPlan>[1], unknown: boolean, made: Made): Plan | null {
  const doubtful = new Set(unknown ? [] : ledger.indexes('unknown').map((index) => ledger.plan.items[index]?.sid));
  const whole = retryPlan(ledger, devices, { ...made, title: againTitle(ledger.plan.title) });
  const plan = whole === null ? null : narrowed(whole, (sid) => !doubtful.has(sid));
  return plan === null || plan.items.length === 0 ? null : plan;
}

/** Cancels what is pending: each device gets the App that it runs now as its target. Null when that is nothing. */
export function keepPlan(ledger: Ledger, devices: Parameters<typeof retryPlan>[1], made: Made): Plan | null {
  return retargetPlan(ledger, devices, { ...made, title: t`Cancel pending: ${ledger.plan.title}` });
}

/** Devices that a plan was to be about, and that are not in it. */
export interface LeftOut {
  readonly why: 'unread' | 'gone' | 'never' | 'so';
  /** How many, and why, as a sentence. */
  readonly words: string;
  readonly devices: readonly Named[];
}

type Named = Pick<Device, 'sid' | 'unique_name'>;

/**
 * Why some of these items will not be in a plan that is made of what was read of them now. `kept`: it is about what they run.
 * @param unread sids that could not be read
 */
export function leftOut(ledger: Ledger, states: readonly ItemState[], { devices, unread }: { readonly devices: readonly Device[]; readonly unread: readonly string[] }, kept: boolean): readonly LeftOut[] {
  const bySid = new Map(devices.map((device) => [device.sid, device]));
  const doubtful = new Set(unread);
  const out: Record<LeftOut['why'], Named[]> = { unread: [], gone: [], never: [], so: [] };
  for (const index of ledger.indexes(...states)) {
    const item = ledger.plan.items[index];
    if (item === undefined) continue;
    const device = bySid.get(item.sid);
    const runs = device?.app?.reported_sid ?? null;
    const named = device ?? { sid: item.sid, unique_name: item.seen.name };
    if (device === undefined) out[doubtful.has(item.sid) ? 'unread' : 'gone'].push(named);
    else if (kept && runs === null) out.never.push(named);
    else if (kept && runs === device.app?.target_sid) out.so.push(named);
  }
  const said: readonly LeftOut[] = [
    { why: 'unread', words: plural(out.unread.length, '# device could not be read again and is left out.', '# devices could not be read again and are left out.'), devices: out.unread },
    { why: 'never', words: plural(out.never.length, '# device has never reported, so it has no running App to go back to.', '# devices have never reported, so they have no running App to go back to.'), devices: out.never },
    { why: 'so', words: plural(out.so.length, '# device now runs its target App.', '# devices now run their target App.'), devices: out.so },
    { why: 'gone', words: plural(out.gone.length, 'The API no longer knows # device.', 'The API no longer knows # devices.'), devices: out.gone },
  ];
  return said.filter((each) => each.devices.length > 0);
}

/** `Retry: Deploy fw-2 to 50 devices`, and that only once. */
function againTitle(title: string): string {
  return title.startsWith(t`Retry: ${''}`) ? title : t`Retry: ${title}`;
}
