/** What a world has been asked to do, so that a test can say "exactly one POST" or "nothing arrived". */
export class Counters {
  /** Every request below `/v1`, also those that a fault or an error answered. */
  requests = 0;
  /** GETs that were answered from the world. */
  reads = 0;
  /** POSTs that changed the world. */
  writes = 0;
  /** Applied writes by device SID. */
  readonly writesBySid = new Map<string, number>();
  /** Restarts by device SID: the only trace that a restart leaves. */
  readonly restartsBySid = new Map<string, number>();
  /** Deployments by device SID. */
  readonly deploysBySid = new Map<string, number>();

  /** Counts one applied write. */
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
    };
  }
}

function add(counts: Map<string, number>, sid: string): void {
  counts.set(sid, (counts.get(sid) ?? 0) + 1);
}
