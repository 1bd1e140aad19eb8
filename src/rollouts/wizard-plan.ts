import type { Device } from '#api/schema.ts';
import { rolloutPlan } from './make-plan.ts';
import { itemOf, ROLLOUT_LANDING, ROLLOUT_SETTINGS, type Plan, type RunItem } from './plan.ts';
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

/** What a draft is made of: without an App, or with fields that have to be corrected, as it may be. */
export interface Drafted extends Omit<Wanted, 'app' | 'frozenAt'> {
  readonly app: string | null;
  /** Null without a list. */
  readonly frozenAt: number | null;
}

/**
 * To be kept as a draft, whatever is still missing: with all that stands in its fields, and all of its frozen list, in its order, those
 * that would be left out, too, and those that the fleet does not have now. It cannot be started as it is. @param now browser clock
 */
export function draftPlan({ id, form, app, title, parent, frozenAt }: Drafted, sids: readonly string[], devices: readonly Device[], now: number): Plan {
  const { settings, landing } = settingsOf(form) ?? { settings: ROLLOUT_SETTINGS, landing: ROLLOUT_LANDING };
  const found = new Map(devices.map((device) => [device.sid, itemOf(device)]));
  const asked = { title: form.title, waves: form.waves, picked: pickedIn(form), parts: form.parts, frozenAt: frozenAt ?? now, form };
  return {
    id, createdAt: now, title, change: { kind: 'deploy', app: app ?? '' },
    items: sids.map((sid) => found.get(sid) ?? unseen(sid)),
    waves: parseWaves(form.waves, sids.length).ends ?? [sids.length],
    settings, landing, parent, asked,
  };
}

function unseen(sid: string): RunItem {
  return { sid, broken: false, seen: { name: null, target: null, targeted: null, logging: null, expires: null } };
}
