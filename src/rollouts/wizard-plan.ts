import type { Device } from '#api/schema.ts';
import { rolloutPlan } from './make-plan.ts';
import type { Plan, RunItem } from './plan.ts';
import { parseWaves } from './waves.ts';
import { settingsOf, type WizardForm } from './wizard-form.ts';

/** Plans from what was put together. Pure. */

export interface Wanted {
  readonly id: string;
  readonly form: WizardForm;
  /** Its sid. */
  readonly app: string;
  readonly title: string;
  readonly parent: Plan['parent'];
  /** When its list was frozen, by the API's clock. */
  readonly frozenAt: number;
}

/** Those that were picked by hand, where that is how canaries are chosen. */
export function pickedIn({ canaries, picked }: Pick<WizardForm, 'canaries' | 'picked'>): readonly string[] {
  return canaries === 'hand' ? picked : [];
}

/** An order of `inOrder` without any that were picked, with these first: as it would have been with them, without sorting thousands again. */
export function withFirst(order: readonly Device[], picked: readonly string[]): readonly Device[] {
  if (picked.length === 0) return order;
  const wanted = new Set(picked);
  const first = new Map(order.filter(({ sid }) => wanted.has(sid)).map((device) => [device.sid, device]));
  return [...picked.flatMap((sid) => first.get(sid) ?? []), ...order.filter(({ sid }) => !wanted.has(sid))];
}

/** The rollout of these devices; null while a field has to be corrected. @param now browser clock */
export function wizardPlan({ id, form, app, title, parent, frozenAt }: Wanted, devices: readonly Device[], now: number): Plan | null {
  const how = settingsOf(form);
  const { ends } = parseWaves(form.waves, devices.length);
  if (how === null || ends === null) return null;
  const picked = pickedIn(form);
  const asked = { title: form.title, waves: form.waves, picked, parts: form.parts, frozenAt };
  return rolloutPlan({ id, app, devices, picked, waves: ends, ...how, parent, asked }, { now, title });
}

/**
 * The same to be kept as a draft: with all of its frozen list, in its order, those that would be left out, too, and those
 * that the fleet does not have now.
 */
export function draftPlan(wanted: Wanted, sids: readonly string[], devices: readonly Device[], now: number): Plan | null {
  const plan = wizardPlan(wanted, devices, now);
  const { ends } = parseWaves(wanted.form.waves, sids.length);
  if (plan === null || ends === null) return null;
  const found = new Map(plan.items.map((item) => [item.sid, item]));
  return { ...plan, items: sids.map((sid) => found.get(sid) ?? unseen(sid)), waves: ends };
}

function unseen(sid: string): RunItem {
  return { sid, broken: false, seen: { name: null, target: null, targeted: null, logging: null, expires: null } };
}
