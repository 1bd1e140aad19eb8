import { appStem } from './app-stem.ts';
import type { Coverage } from './view.ts';

/**
 * Whether an App belongs on a device, as far as anybody can tell: the API does not say what an App is for, and sends any App to any
 * device. Evidence is what the device runs, targets or has run, and what other devices have moved from and to. Pure.
 */

/** A device and the Apps it has to do with; sids. */
export interface Candidate {
  readonly sid: string;
  readonly running: string | null;
  readonly target: string | null;
}

/** What the whole fleet tells besides. Sids. */
export interface AppKinship {
  /** Updates that were seen: so many devices ran the first App and then the second. */
  readonly moved: readonly (readonly [from: string, to: string, devices: number])[];
  /** What so many devices run now, and their target App. Weak evidence: it may be a mistake. */
  readonly given: readonly (readonly [running: string, target: string, devices: number])[];
  /** By device: the Apps that it was seen to run. */
  readonly ran: ReadonlyMap<string, readonly string[]>;
  /** The Apps that devices run or target; null until the whole fleet has been read. */
  readonly used: readonly string[] | null;
}

/**
 * What a run of this browser sent and what is no evidence that the App fits: it was confirmed as an exception, or has not ended well.
 * Neither the moves of these devices to the App nor that they target it count.
 */
export interface Push {
  readonly app: string;
  /** By device: its target before the run; null where it had none. */
  readonly devices: ReadonlyMap<string, string | null>;
  /** The run ended well: the App now belongs to these devices, and still says nothing about others. */
  readonly settled: boolean;
}

/** The devices that were given an App so, by its sid. */
export type Pushed = ReadonlyMap<string, ReadonlySet<string>>;

export function pushedOf(pushes: readonly Push[]): Pushed {
  const pushed = new Map<string, Set<string>>();
  for (const { app, devices } of pushes) pushed.set(app, new Set([...(pushed.get(app) ?? []), ...devices.keys()]));
  return pushed;
}

/** Fewer devices that moved from one App to another may all be one mistake. */
export const HANDFUL = 5;

/** The same, and how much of the fleet it is from. */
export interface FleetKinship extends AppKinship {
  readonly coverage: Coverage;
}

const NO_KINSHIP: AppKinship = { moved: [], given: [], ran: new Map(), used: null };

/** `fits`: there is evidence for it. `unlike`: everything known speaks against it. `unknown`: nothing can be told either way. */
export type Fit = 'fits' | 'unlike' | 'unknown';

interface Named {
  /** Null where its name tells nothing. */
  readonly stem: string | null;
  /** The stem; of an App whose name tells nothing, the App alone. */
  readonly family: string;
}

export class AppFit {
  readonly #nameOf: (sid: string) => string | null;
  readonly #ran: AppKinship['ran'];
  readonly #named = new Map<string, Named>();
  /** App → the families that enough devices moved to from it. */
  readonly #onwards = new Map<string, Set<string>>();
  /** The same, however few the devices were: no evidence for an App, but enough to say nothing against it. */
  readonly #seen = new Map<string, Set<string>>();
  /** The families that are in use; null until the whole fleet has been read, or where none of them has a name to compare. */
  readonly #used: ReadonlySet<string> | null;
  /** Whether the whole fleet has been read. */
  readonly #whole: boolean;
  /** By device: the Apps that it has only because of such a run, and its targets before. */
  readonly #pushed = new Map<string, { readonly apps: Set<string>; readonly before: string[] }>();

  /** @param nameOf an App’s unique name; null where it has none or it is not known */
  constructor(nameOf: (sid: string) => string | null, { moved, given, ran, used }: AppKinship = NO_KINSHIP, pushes: readonly Push[] = []) {
    this.#nameOf = nameOf;
    this.#ran = ran;
    this.#whole = used !== null;
    const inUse = (used ?? []).map((app) => this.#of(app));
    this.#used = inUse.some(({ stem }) => stem !== null) ? new Set(inUse.map(({ family }) => family)) : null;
    for (const [from, to, devices] of moved) this.#join(from, to, devices);
    // Of an App without a name this is all that there is to go by. Where both have one, the names are to be believed.
    for (const [running, target, devices] of given) if (this.#of(running).stem === null || this.#of(target).stem === null) this.#join(running, target, devices);
    for (const push of pushes) if (!push.settled) this.#doubt(push);
  }

  /**
   * Whether `app` belongs on this device.
   *
   * `fits`: the device runs, targets or ran this App or one of the same stem, and not because of a push; or a handful of devices moved from
   * one of its Apps, exactly that one, to this App or one of the same stem. `unlike`: none of that, and either the names of this App and of
   * at least one of the device’s can be compared; or the whole fleet was read, and the App has no name to compare with those of the device;
   * or none of the device’s has one, and other devices have this App, to which none moved from there. `unknown`: anything else, above all a
   * device without an App, a fleet that has not been read whole, and a fleet of which no App has a name to compare.
   *
   * More evidence never makes it fit less; a push does.
   */
  of(device: Candidate, app: string): Fit {
    const { stem, family } = this.#of(app);
    const apps = this.#appsOf(device);
    if (apps.some((each) => this.#of(each).family === family || this.#onwards.get(each)?.has(family) === true)) return 'fits';
    if (apps.some((each) => this.#of(each).stem !== null)) return stem !== null || this.#whole ? 'unlike' : 'unknown';
    const others = this.#used?.has(family) === true && !apps.some((each) => this.#seen.get(each)?.has(family) === true);
    return apps.length > 0 && others ? 'unlike' : 'unknown';
  }

  /** Those of these Apps that fit at least one of the devices. */
  fitting(devices: readonly Candidate[], apps: Iterable<string>): ReadonlySet<string> {
    const theirs = new Set(devices.flatMap((device) => this.#appsOf(device)));
    const families = new Set<string>();
    for (const each of theirs) for (const family of [this.#of(each).family, ...(this.#onwards.get(each) ?? [])]) families.add(family);
    return new Set([...apps].filter((app) => families.has(this.#of(app).family)));
  }

  #appsOf({ sid, running, target }: Candidate): readonly string[] {
    const pushed = this.#pushed.get(sid);
    const all = [running, target === running ? null : target, ...(this.#ran.get(sid) ?? []), ...(pushed?.before ?? [])];
    return all.filter((app): app is string => app !== null && pushed?.apps.has(app) !== true);
  }

  #join(from: string, to: string, devices: number): void {
    const { family } = this.#of(to);
    for (const onwards of devices >= HANDFUL ? [this.#seen, this.#onwards] : [this.#seen]) {
      const families = onwards.get(from) ?? new Set();
      families.add(family);
      onwards.set(from, families);
    }
  }

  #doubt({ app, devices }: Push): void {
    for (const [sid, before] of devices) {
      const pushed = this.#pushed.get(sid) ?? { apps: new Set(), before: [] };
      pushed.apps.add(app);
      if (before !== null) pushed.before.push(before);
      this.#pushed.set(sid, pushed);
    }
  }

  #of(sid: string): Named {
    let named = this.#named.get(sid);
    if (named === undefined) {
      const stem = appStem(this.#nameOf(sid));
      this.#named.set(sid, (named = { stem, family: stem ?? `sid ${sid}` }));
    }
    return named;
  }
}

/** What is to be said of an App and many devices. */
export interface FitOfMany<Device> {
  /** `unlike`: it fits fewer of the devices of which something can be told than it does not. `unknown`: nothing can be told of any. */
  readonly verdict: 'fits' | 'some-unlike' | 'unlike' | 'unknown';
  readonly unlike: readonly Device[];
  readonly unknown: readonly Device[];
}

/** How an App fits each of these devices. Without devices: `fits`. @param candidate the device’s Apps */
export function fitOfMany<Device>(fit: AppFit, app: string, devices: readonly Device[], candidate: (device: Device) => Candidate): FitOfMany<Device> {
  const of: Record<Fit, Device[]> = { fits: [], unlike: [], unknown: [] };
  for (const device of devices) of[fit.of(candidate(device), app)].push(device);
  const { unlike, unknown } = of;
  const verdict = unlike.length > of.fits.length ? 'unlike' : unlike.length > 0 ? 'some-unlike' : unknown.length > 0 && unknown.length === devices.length ? 'unknown' : 'fits';
  return { verdict, unlike, unknown };
}
