/** One account's fleet: its devices, Apps, clock and counters. Everything that changes, changes here. */
import { APP_SID } from '#api/schema.ts';

import { Counters } from './counters.ts';
import { ApiError } from './errors.ts';
import { Faults } from './faults.ts';
import { type ConfigSeed, Configs, type SecretSeed, Secrets } from './keyed.ts';
import { accountConfigs, accountSecrets, deviceConfigs, deviceSecrets } from './keyed-seed.ts';
import { landingOf } from './landing.ts';
import { type AppSeed, appRow, type DeviceSeed, deviceRow } from './seed.ts';
import { type AppRow, type DeviceRow, pendingWord } from './state.ts';

const LEASE_MS = 24 * 3600 * 1000;
/** So many of its earlier states are kept of a device. */
const PAST = 10;

/** What one POST asks for; absent fields stay as they are. */
export interface DeviceChange {
  /** Null or an empty text clears the name. */
  readonly uniqueName?: string | null;
  /** SID or unique name of a listed App. */
  readonly targetApp?: string;
  readonly loggingEnabled?: boolean;
  readonly restartApp?: boolean;
}

/** Whose Configs and Secrets: of the account (null), or of the device with this SID. */
type Scope = string | null;

interface WorldOptions {
  readonly accountSid: string;
  readonly apps: readonly AppSeed[];
  readonly devices: readonly DeviceSeed[];
  /** The account's Configs. Default: none, or with `furnished` those of a believable fleet. */
  readonly configs?: readonly ConfigSeed[] | undefined;
  readonly secrets?: readonly SecretSeed[] | undefined;
  /** True: account and devices have Configs and Secrets of a believable fleet where no seed says otherwise. */
  readonly furnished?: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export class World {
  readonly accountSid: string;
  readonly counters = new Counters();
  readonly faults = new Faults();
  readonly apps: readonly AppRow[];
  /** In the order of the list. Rows may lag behind the clock: read them through the methods below. */
  readonly rows: DeviceRow[];
  readonly #bySid = new Map<string, DeviceRow>();
  readonly #byName = new Map<string, DeviceRow>();
  readonly #configs = new Map<Scope, Configs>();
  readonly #secrets = new Map<Scope, Secrets>();
  /** What the seeds say of them, for whoever is asked about first. */
  readonly #seeded = new Map<Scope, Pick<DeviceSeed, 'configs' | 'secrets'>>();
  /** How devices were before they were changed, oldest first, and until when: for a list that lags behind. */
  readonly #past = new Map<string, readonly { readonly until: number; readonly row: DeviceRow }[]>();
  readonly #furnished: boolean;
  readonly #start: number;
  readonly #clock: () => number;
  #skew = 0;

  /** @throws RangeError when two seeds share a SID or a name, or name an App that does not exist */
  constructor({ accountSid, apps, devices, now, configs, secrets, furnished = false }: WorldOptions) {
    this.accountSid = accountSid;
    this.#clock = now;
    const start = now();
    this.#start = start;
    this.#furnished = furnished;
    this.#seeded.set(null, { configs: configs?.slice(), secrets: secrets?.slice() });
    this.apps = apps.map((seed, index) => appRow(seed, index, start));
    this.rows = devices.map((seed, index) => deviceRow(seed, index, this.apps, start));
    for (const [index, row] of this.rows.entries()) this.#index(row, devices[index]);
  }

  /** The world's clock, in milliseconds since 1970. */
  now(): number {
    return this.#clock() + this.#skew;
  }

  /** Sets the clock forward: what would have landed or expired meanwhile has. @param seconds may be negative */
  advance(seconds: number): void {
    this.#skew += seconds * 1000;
  }

  /** The device with this SID, or else with this unique name, as it is now. */
  device(sidOrName: string): DeviceRow | undefined {
    const row = this.#bySid.get(sidOrName) ?? this.#byName.get(sidOrName);
    return row && this.settle(row);
  }

  /** The first device in the list that the predicate likes, as it is now. */
  find(predicate: (row: DeviceRow) => boolean): DeviceRow | undefined {
    return this.rows.find((row) => predicate(this.settle(row)));
  }

  /** The listed App with this SID or unique name. */
  app(sidOrName: string): AppRow | undefined {
    const matches = APP_SID.test(sidOrName)
      ? (app: AppRow): boolean => app.sid === sidOrName
      : (app: AppRow): boolean => app.uniqueName === sidOrName;
    return this.apps.find((app) => !app.deleted && matches(app));
  }

  /** The Configs of the account (null) or of the device with this SID, made when they are first asked for. */
  configs(scope: Scope): Configs {
    let configs = this.#configs.get(scope);
    if (configs === undefined) {
      const usual = this.#furnished ? (scope === null ? accountConfigs() : deviceConfigs(scope)) : [];
      configs = new Configs(this.#seeded.get(scope)?.configs ?? usual, this.#start, () => this.now());
      this.#configs.set(scope, configs);
    }
    return configs;
  }

  /** The Secrets of the account (null) or of the device with this SID, likewise. */
  secrets(scope: Scope): Secrets {
    let secrets = this.#secrets.get(scope);
    if (secrets === undefined) {
      const usual = this.#furnished ? (scope === null ? accountSecrets() : deviceSecrets(scope)) : [];
      secrets = new Secrets(this.#seeded.get(scope)?.secrets ?? usual, this.#start, () => this.now());
      this.#secrets.set(scope, secrets);
    }
    return secrets;
  }

  /** Deletes an App: devices that target or run it keep pointing to it. What the real service does with them is unknown. */
  removeApp(row: AppRow): void {
    row.deleted = true;
  }

  /** Lets a deployment end if its time has come. No timers: a world that nobody reads costs nothing. */
  settle(row: DeviceRow): DeviceRow {
    const { landing } = row;
    if (landing === null || this.now() < landing.at) return row;
    row.landing = null;
    row.errorCode = landing.errorCode;
    if (landing.errorCode === 0) {
      row.status = 'up-to-date';
      row.reported = row.target;
      row.reportedAt = landing.at;
    } else {
      row.status = 'error';
    }
    return row;
  }

  /**
   * Applies a change, all of it or nothing. Not counted: the counters are about what clients sent.
   * @throws ApiError conflict for a name that is taken, invalid for an App that does not exist
   */
  change(row: DeviceRow, change: DeviceChange): DeviceRow {
    this.settle(row);
    const app = change.targetApp === undefined ? undefined : this.#targetable(change.targetApp);
    const before = { ...row };
    if (change.uniqueName !== undefined) this.#rename(row, change.uniqueName === '' ? null : change.uniqueName);
    const now = this.now();
    if (app) this.#deploy(row, app, now);
    if (change.loggingEnabled !== undefined) {
      row.loggingEnabled = change.loggingEnabled;
      row.loggingExpires = change.loggingEnabled ? now + LEASE_MS : null;
      row.loggingLingers = false;
    }
    const restartOnly = change.uniqueName === undefined && app === undefined && change.loggingEnabled === undefined;
    // A restart "leaves no trace in the resource": not even in date_updated (the Device resource page).
    if (!restartOnly) {
      row.updated = now;
      this.#past.set(row.sid, [...(this.#past.get(row.sid) ?? []).slice(1 - PAST), { until: now, row: before }]);
    }
    return row;
  }

  /** How a device was at that moment (milliseconds since 1970); undefined when it has not been changed since. */
  asOf(sid: string, at: number): DeviceRow | undefined {
    return this.#past.get(sid)?.find(({ until }) => until > at)?.row;
  }

  /** Puts a new device at the front of the list. @throws RangeError as the constructor does */
  add(seed: DeviceSeed): DeviceRow {
    const order = (this.rows[0]?.order ?? 0) - 1;
    const row = deviceRow({ uniqueName: null, createdAgo: 0, ...seed }, order, this.apps, this.now());
    this.#index(row, seed);
    this.rows.unshift(row);
    return row;
  }

  /** Takes a device out of the account; false when there is none with this SID. */
  remove(sid: string): boolean {
    const row = this.#bySid.get(sid);
    if (row === undefined) return false;
    this.#bySid.delete(sid);
    this.#configs.delete(sid);
    this.#secrets.delete(sid);
    this.#seeded.delete(sid);
    this.#past.delete(sid);
    if (row.uniqueName !== null) this.#byName.delete(row.uniqueName);
    this.rows.splice(this.rows.indexOf(row), 1);
    return true;
  }

  #index(row: DeviceRow, { configs, secrets }: DeviceSeed = {}): void {
    const taken = row.uniqueName !== null && this.#byName.has(row.uniqueName);
    if (taken || this.#bySid.has(row.sid)) {
      throw new RangeError(`Two seeded devices are called ${taken ? row.uniqueName : row.sid}.`);
    }
    this.#bySid.set(row.sid, row);
    if (configs ?? secrets) this.#seeded.set(row.sid, { configs, secrets });
    if (row.uniqueName !== null) this.#byName.set(row.uniqueName, row);
  }

  #targetable(reference: string): AppRow {
    const app = this.app(reference);
    if (app === undefined) throw new ApiError('invalid', `TargetApp: App '${reference}' was not found`);
    return app;
  }

  #rename(row: DeviceRow, name: string | null): void {
    const holder = name === null ? undefined : this.#byName.get(name);
    if (holder !== undefined && holder !== row) {
      throw new ApiError('conflict', `UniqueName '${name}' is already used by Device ${holder.sid}`);
    }
    if (row.uniqueName !== null) this.#byName.delete(row.uniqueName);
    row.uniqueName = name;
    if (name !== null) this.#byName.set(name, row);
  }

  #deploy(row: DeviceRow, app: AppRow, now: number): void {
    row.target = app.sid;
    row.targeted = now;
    row.status = pendingWord(row.sid);
    row.errorCode = 0;
    row.landing = landingOf(row, app.sid, now);
  }
}
