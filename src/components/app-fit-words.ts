import type { App, Device } from '#api/schema.ts';
import { HANDFUL, type FitOfMany } from '#fleet/app-fit.ts';
import { appStem } from '#fleet/app-stem.ts';
import type { Coverage } from '#fleet/view.ts';
import { number, plural, t } from '#texts/t.ts';
import { appLabel } from './AppName.tsx';
import { isComplete } from './coverage-words.ts';

/** What is to be said of an App that may not belong on the devices that it is about to be deployed to. Pure. */

export interface FitWords {
  /** `bad`: its name has to be typed. */
  readonly tone: 'bad' | 'warn' | 'info';
  readonly title: string;
  readonly help: string;
  /** To be named: the few that are unlike the others. */
  readonly devices: readonly Device[];
}

interface Situation {
  readonly app: string;
  readonly fit: FitOfMany<Device>;
  /** Those that it is about to be deployed to. */
  readonly devices: readonly Device[];
  /** Undefined while they are not known. */
  readonly apps: ReadonlyMap<string, App> | undefined;
  /** How much of the fleet was looked at; null where it could not be asked. */
  readonly coverage: Coverage | null;
}

/** So many Apps are named. */
const NAMED = 3;

/** Null where nothing speaks against it. */
export function fitWords({ app, fit: { verdict, unlike }, devices, apps, coverage }: Situation): FitWords | null {
  const label = appLabel(app, apps).text;
  if (verdict === 'fits') return null;
  if (verdict === 'unknown') return { tone: 'info', title: t`Could not check whether ${label} fits.`, help: unknownWords(app, devices, apps, coverage), devices: [] };
  const title = titleWords(unlike, devices.length, app, label);
  const hasIt = unlike.some(({ app: its }) => its?.reported_sid === app || its?.target_sid === app);
  const help = [
    runsWords(unlike, apps),
    seenWords(isComparable(app, apps) && unlike.some((device) => isComparable(appOf(device), apps))),
    hasIt ? t`That an earlier run gave them this App is no evidence that it fits: the run was an exception, or did not end well.` : '',
    coverageWords(coverage),
  ].filter(Boolean).join(' ');
  return { tone: verdict === 'unlike' ? 'bad' : 'warn', title, help, devices: verdict === 'some-unlike' ? unlike : [] };
}

function titleWords(unlike: readonly Device[], devices: number, app: string, label: string): string {
  // Only because of an earlier run: it is what they ran before that it is nothing like.
  if (unlike.some((device) => device.app?.reported_sid === app)) return plural(unlike.length, '# device ran nothing like {0} before.', '# devices ran nothing like {0} before.', label);
  if (unlike.length === devices) return plural(devices, 'The device runs nothing like {0}.', 'None of the # devices runs anything like {0}.', label);
  return plural(unlike.length, '# of {0} devices runs nothing like {1}.', '# of {0} devices run nothing like {1}.', number(devices), label);
}

function appOf({ app }: Device): string | null {
  return app?.reported_sid ?? app?.target_sid ?? null;
}

/** Whether an App’s name tells anything. */
function isComparable(app: string | null, apps: Situation['apps']): boolean {
  return app !== null && appStem(apps?.get(app)?.unique_name ?? null) !== null;
}

/** @param compared whether the names could be */
function seenWords(compared: boolean): string {
  const few = number(HANDFUL);
  if (compared) return t`Fewer than ${few} other devices were seen to make this change, and the names have nothing in common.`;
  return t`Fewer than ${few} other devices were seen to make this change, and there are no names to compare.`;
}

/** `Running or target Apps: freezer-2.4.1, freezer-2.5.0.` Of a device that has never reported, the target. */
function runsWords(devices: readonly Device[], apps: Situation['apps']): string {
  const counts = new Map<string, number>();
  for (const device of devices) {
    const sid = appOf(device);
    if (sid !== null) counts.set(sid, (counts.get(sid) ?? 0) + 1);
  }
  const names = [...counts].toSorted(([, a], [, b]) => b - a).map(([sid]) => appLabel(sid, apps).text);
  const shown = names.slice(0, NAMED).join(', ');
  if (names.length === 0) return '';
  const more = names.length - NAMED;
  if (more > 0) return t`Running or target Apps: ${shown} and ${number(more)} more.`;
  return plural(names.length, 'Running or target App: {0}.', 'Running or target Apps: {0}.', shown);
}

function coverageWords(coverage: Coverage | null): string {
  if (coverage === null) return t`The fleet could not be searched, so only names were compared.`;
  if (isComplete(coverage)) return '';
  if (coverage.held === 0) return t`The fleet has not been read yet, so only names were compared.`;
  return plural(coverage.held, 'Only the # device read so far was checked.', 'Only the # devices read so far were checked.');
}

/** Why nothing can be told. */
function unknownWords(app: string, devices: readonly Device[], apps: Situation['apps'], coverage: Coverage | null): string {
  if (apps === undefined) return t`The list of Apps has not been read, so their names cannot be compared.`;
  if (devices.every((device) => appOf(device) === null)) {
    return plural(devices.length, 'The device has no App yet to compare it with.', 'The devices have no App yet to compare it with.');
  }
  const why = isComparable(app, apps)
    ? plural(devices.length, 'The App that the device runs has no name to compare.', 'The Apps that the devices run have no names to compare.')
    : t`This App has no name to compare with what runs now.`;
  return [why, coverageWords(coverage)].filter(Boolean).join(' ');
}
