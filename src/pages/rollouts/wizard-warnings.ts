import type { FitWords } from '#components/app-fit-words.ts';
import { deviceLabel } from '#components/DeviceName.tsx';
import { count, number, plural, t } from '#texts/t.ts';
import { clip } from '#lib/text.ts';
import { DAY, duration, shortDuration } from '#lib/time.ts';
import type { Landing, RunSettings, Split } from '#rollouts/plan.ts';
import { isUsed, RULES, type WizardForm } from '#rollouts/wizard-form.ts';
import type { Preflight, WaveRow } from '#rollouts/wizard-preflight.ts';

/** What somebody should know before a rollout is started, in sentences. Pure. */

export interface Warning {
  /** `bad`: most likely a mistake, and it has to be confirmed by name. `warn`: it may go wrong. `note`: it is so. */
  readonly tone: 'bad' | 'warn' | 'note';
  readonly text: string;
}

export interface Situation {
  readonly form: WizardForm;
  /** Whether the account lists the App; null while its Apps are not known. */
  readonly listed: boolean | null;
  readonly appsFailed: boolean;
  /** What is to be said of an App that may not fit; null where nothing is. */
  readonly fit: FitWords | null;
  /** Whether the fleet has been read whole. */
  readonly complete: boolean;
  /** For how long the list has been frozen, milliseconds. */
  readonly age: number;
  /** Of the frozen list, those that the fleet does not have. */
  readonly missing: number;
  readonly split: Split;
  readonly figures: Preflight;
  readonly waves: readonly WaveRow[];
  /** Picked canaries that it is not sent to. */
  readonly pickedOut: number;
  /** Picked canaries that are in error now. */
  readonly pickedBroken: number;
  readonly how: { readonly settings: RunSettings; readonly landing: Landing } | null;
}

export function warningsFor(situation: Situation): readonly Warning[] {
  return [...aboutFit(situation), ...aboutApp(situation), ...aboutDevices(situation), ...aboutWaves(situation), ...aboutHalts(situation)];
}

const warn = (text: string): Warning => ({ tone: 'warn', text });
const note = (text: string): Warning => ({ tone: 'note', text });

/** So many devices are named. */
const NAMED = 5;

function aboutFit({ fit }: Situation): Warning[] {
  if (fit === null) return [];
  const { tone, title, help, devices } = fit;
  const shown = devices.slice(0, NAMED).map((device) => clip(deviceLabel(device), 60)).join(', ');
  const names = devices.length > NAMED ? t`${shown} and ${number(devices.length - NAMED)} more.` : shown;
  return [{ tone: tone === 'info' ? 'note' : tone, text: [title, help, names].filter(Boolean).join(' ') }];
}

function aboutApp({ listed, appsFailed }: Situation): Warning[] {
  if (listed === false) return [warn(t`The account does not list this App: the API may refuse it, or devices may never install it.`)];
  return listed === null && appsFailed ? [warn(t`The list of Apps could not be read, so nobody looked whether this App exists.`)] : [];
}

function aboutDevices({ form: { parts }, complete, age, missing, split, figures, how }: Situation): Warning[] {
  const found: Warning[] = [];
  if (!complete) found.push(warn(t`The fleet has not been read whole. The list stays as it was frozen; what is not read yet is not in it.`));
  if (age > DAY) found.push(note(t`The list was frozen ${shortDuration(age)} ago: what came or was named since is not in it.`));
  if (missing > 0 && complete) found.push(warn(plural(missing, '# device of the list is no longer in the fleet, and left out.', '# devices of the list are no longer in the fleet, and left out.')));
  if (split.elsewhere.length > 0) {
    const many = split.elsewhere.length;
    found.push(
      parts.includes('elsewhere')
        ? warn(plural(many, '# device is in another open rollout: both would give it a target.', '# devices are in another open rollout: both would give them targets.'))
        : note(plural(many, '# device is in another open rollout, and left out.', '# devices are in another open rollout, and left out.')),
    );
  }
  if (figures.underWay > 0) found.push(warn(plural(figures.underWay, '# device is on the way to another App now, and would be given this one instead.', '# devices are on the way to another App now, and would be given this one instead.')));
  if (figures.silent > 0) {
    found.push(warn(plural(figures.silent, '# device has not reported for a day or more: stuck after {0}, unless it checks in.', '# devices have not reported for a day or more: stuck after {0}, unless they check in.', how === null ? t`the deadline` : duration(how.landing.deadline))));
  }
  if (split.error.length > 0 && parts.includes('error')) found.push(note(plural(split.error.length, '# device is in error already: counted apart, and no reason to halt.', '# devices are in error already: counted apart, and no reason to halt.')));
  if (split.never.length > 0 && parts.includes('never')) found.push(note(plural(split.never.length, '# device has never reported, and may never land.', '# devices have never reported, and may never land.')));
  return found;
}

function aboutWaves({ form, waves, pickedOut, pickedBroken }: Situation): Warning[] {
  const [first] = waves;
  const all = waves.at(-1)?.end ?? 0;
  const found: Warning[] = [];
  if (pickedOut > 0) found.push(warn(plural(pickedOut, '# canary picked by hand is not sent to: left out, or not in the list.', '# canaries picked by hand are not sent to: left out, or not in the list.')));
  if (pickedBroken > 0) found.push(warn(plural(pickedBroken, '# canary picked by hand is in error already: what becomes of it halts nothing.', '# canaries picked by hand are in error already: what becomes of them halts nothing.')));
  if (first === undefined || all < 2) return found;
  if (waves.length === 1) found.push(warn(t`All at once: no wave is watched before the rest is sent.`));
  else if (first.end > 1 && first.end * 4 > all) found.push(warn(t`The first wave is ${Math.round((100 * first.end) / all)} % of all: if the App is bad, that many have it.`));
  const picked = form.canaries === 'hand' ? form.picked.length - pickedOut : 0;
  if (picked > first.end) found.push(note(t`${number(picked)} canaries are picked, and the first wave takes ${number(first.end)}: the others come next.`));
  return found;
}

function aboutHalts({ form, how, waves }: Situation): Warning[] {
  if (!RULES.some((rule) => form.rules[rule])) return [warn(t`Every halt rule is switched off: only somebody who watches can stop it.`)];
  const all = waves.at(-1)?.end ?? 0;
  const after = how?.settings.halt.after ?? 0;
  const rates = isUsed(form.rules, 'after');
  return how !== null && rates && all > 0 && after > all ? [warn(t`A rate counts from ${count(after, 'outcome')} on, and there are ${count(all, 'device')}: it can never halt this rollout.`)] : [];
}
