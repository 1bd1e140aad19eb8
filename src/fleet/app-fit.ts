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
  /** Updates that were seen: devices ran the first App and then the second. */
  readonly moved: readonly (readonly [from: string, to: string])[];
  /** What devices run now, and what they are meant to run instead. No evidence by itself: it may be somebody’s mistake. */
  readonly given: readonly (readonly [running: string, target: string])[];
  /** By device: the Apps that it was seen to run. */
  readonly ran: ReadonlyMap<string, readonly string[]>;
}

/** The same, and how much of the fleet it is from. */
export interface FleetKinship extends AppKinship {
  readonly coverage: Coverage;
}

const NO_KINSHIP: AppKinship = { moved: [], given: [], ran: new Map() };

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
  /** App → the families that devices moved to from it. */
  readonly #onwards = new Map<string, Set<string>>();

  /** @param nameOf an App’s unique name; null where it has none or it is not known */
  constructor(nameOf: (sid: string) => string | null, { moved, given, ran }: AppKinship = NO_KINSHIP) {
    this.#nameOf = nameOf;
    this.#ran = ran;
    for (const [from, to] of moved) this.#join(from, to);
    // Of an App without a name this is all that there is to go by. Where both have one, the names are to be believed.
    for (const [running, target] of given) if (this.#of(running).stem === null || this.#of(target).stem === null) this.#join(running, target);
  }

  /**
   * Whether `app` belongs on this device.
   *
   * `fits`: the device runs, targets or ran this App or one of the same stem; or devices moved from one of its Apps, exactly that one, to
   * this App or one of the same stem. `unlike`: none of that, and the names of this App and of at least one of the device’s are known, so
   * that they can be compared. `unknown`: the App’s name tells nothing, the device has no App, or the names of all of its Apps tell nothing.
   *
   * More evidence never makes it fit less.
   */
  of(device: Candidate, app: string): Fit {
    const { stem, family } = this.#of(app);
    const apps = this.#appsOf(device);
    if (apps.some((each) => this.#of(each).family === family || this.#onwards.get(each)?.has(family) === true)) return 'fits';
    return stem !== null && apps.some((each) => this.#of(each).stem !== null) ? 'unlike' : 'unknown';
  }

  /** Those of these Apps that fit at least one of the devices. */
  fitting(devices: readonly Candidate[], apps: Iterable<string>): ReadonlySet<string> {
    const theirs = new Set(devices.flatMap((device) => this.#appsOf(device)));
    const families = new Set<string>();
    for (const each of theirs) for (const family of [this.#of(each).family, ...(this.#onwards.get(each) ?? [])]) families.add(family);
    return new Set([...apps].filter((app) => families.has(this.#of(app).family)));
  }

  #appsOf({ sid, running, target }: Candidate): readonly string[] {
    return [...(running === null ? [] : [running]), ...(target === null || target === running ? [] : [target]), ...(this.#ran.get(sid) ?? [])];
  }

  #join(from: string, to: string): void {
    const families = this.#onwards.get(from) ?? new Set();
    families.add(this.#of(to).family);
    this.#onwards.set(from, families);
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
