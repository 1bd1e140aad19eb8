import * as z from 'zod/mini';
import { entrySchema } from './journal-schema.ts';
import type { Entry } from './ledger.ts';
import type { Doing } from './terms.ts';

/** The tabs of one fleet: one of them drives a run, the others watch it live and may tell it what to do. */

export type Command = 'pause' | 'stop' | 'close' | 'next-wave' | 'resume';

/** How a driver is, besides what its journal says. */
export interface Pulse {
  readonly doing: Doing;
  /** Devices at a time, just now. */
  readonly limit: number;
  /** Calls in a row that the API could not answer. */
  readonly apiFailures: number;
}

export type RunMessage =
  /** `from`: how many lines there were before these. */
  | { readonly kind: 'entries'; readonly id: string; readonly from: number; readonly entries: readonly Entry[]; readonly pulse: Pulse }
  | { readonly kind: 'command'; readonly id: string; readonly command: Command; readonly wave: number }
  /** The list of runs is another: read it again. */
  | { readonly kind: 'list' };

const doingSchema = z.union([
  z.object({ kind: z.enum(['sending', 'landing', 'idle']) }),
  z.object({ kind: z.enum(['holding', 'soaking']), until: z.number() }),
  z.object({ kind: z.literal('gate'), enough: z.boolean() }),
]);
const messageSchema: z.ZodMiniType<RunMessage> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entries'),
    id: z.string(),
    from: z.number(),
    entries: z.array(entrySchema),
    pulse: z.object({ doing: doingSchema, limit: z.number(), apiFailures: z.number() }),
  }),
  z.object({ kind: z.literal('command'), id: z.string(), command: z.enum(['pause', 'stop', 'close', 'next-wave', 'resume']), wave: z.number() }),
  z.object({ kind: z.literal('list') }),
]);

export class RunTabs {
  readonly #fleetId: string;
  readonly #channel: BroadcastChannel | null;
  /** Without locks: what this tab drives. */
  readonly #mine = new Set<string>();

  constructor(fleetId: string, onMessage: (message: RunMessage) => void) {
    this.#fleetId = fleetId;
    this.#channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`fleet-runs:${fleetId}`) : null;
    this.#channel?.addEventListener('message', ({ data }) => {
      const parsed = messageSchema.safeParse(data);
      if (parsed.success) onMessage(parsed.data);
    });
  }

  /** Whether the browser sees to it that only one tab drives a run. */
  get exclusive(): boolean {
    return navigator.locks !== undefined;
  }

  post(message: RunMessage): void {
    this.#channel?.postMessage(message);
  }

  /** Drives while it holds the run's lock; false, and nothing is done, while another tab holds it. */
  async drive(id: string, work: () => Promise<void>): Promise<boolean> {
    const { locks } = navigator;
    // Without locks (a page that is not on localhost or https) each tab is on its own.
    if (locks === undefined) return this.#alone(id, work);
    return locks.request(this.#lock(id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return false;
      await work();
      return true;
    });
  }

  async #alone(id: string, work: () => Promise<void>): Promise<boolean> {
    if (this.#mine.has(id)) return false;
    this.#mine.add(id);
    await work().finally(() => this.#mine.delete(id));
    return true;
  }

  /** The runs that some tab drives. */
  async driven(): Promise<ReadonlySet<string>> {
    const held = (await navigator.locks?.query())?.held ?? [];
    const prefix = this.#lock('');
    return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : [])));
  }

  #lock(id: string): string {
    return `fleet-run:${this.#fleetId}:${id}`;
  }
}
