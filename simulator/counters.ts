/** One write to a Config, a Secret or an App that was applied; never with a value. */
export interface KeyedWrite {
  readonly what: 'config' | 'secret' | 'app';
  readonly change: 'create' | 'update' | 'delete';
  /** The device's SID, null for the account. Of an App: null. */
  readonly scope: string | null;
  /** The key; of an App its SID. */
  readonly key: string;
}

/** What a world has been asked to do, so that a test can say "exactly one POST" or "nothing arrived". */
export class Counters {
  /** Every request below `/v1`, also those that a fault or an error answered. */
  requests = 0;
  /** GETs that were answered from the world. */
  reads = 0;
  /** POSTs and DELETEs that changed the world. */
  writes = 0;
  /** Applied writes by device SID, those to its Configs and Secrets among them. */
  readonly writesBySid = new Map<string, number>();
  /** Restarts by device SID: the only trace that a restart leaves. */
  readonly restartsBySid = new Map<string, number>();
  /** Deployments by device SID. */
  readonly deploysBySid = new Map<string, number>();

  /** Applied writes to Configs, Secrets and Apps, in the order they came. */
  readonly keyedWrites: KeyedWrite[] = [];

  /** Counts one applied write to a Config, a Secret or an App. */
  keyed(write: KeyedWrite): void {
    this.writes += 1;
    this.keyedWrites.push(write);
    if (write.scope !== null) add(this.writesBySid, write.scope);
  }

  /** Counts one applied write to a device itself. */
  wrote(sid: string, what: { readonly restarted: boolean; readonly deployed: boolean }): void {
    this.writes += 1;
    add(this.writesBySid, sid);
    if (what.restarted) add(this.restartsBySid, sid);
    if (what.deployed) add(this.deploysBySid, sid);
  }

  /** The same as plain JSON; the maps become objects. */
  toJSON(): Record<string, unknown> {
    return {
      requests: this.requests,
      reads: this.reads,
      writes: this.writes,
      writes_by_sid: Object.fromEntries(this.writesBySid),
      restarts_by_sid: Object.fromEntries(this.restartsBySid),
      deploys_by_sid: Object.fromEntries(this.deploysBySid),
      keyed_writes: this.keyedWrites,
    };
  }
}

function add(counts: Map<string, number>, sid: string): void {
  counts.set(sid, (counts.get(sid) ?? 0) + 1);
}
