import * as z from 'zod/mini';
import type { Counts, Entry, HaltReason, ItemState, PauseReason, RunStatus } from './ledger.ts';
import type { Plan } from './plan.ts';
import type { WizardForm } from './wizard-form.ts';

/** What is kept of runs, as it is checked when it is read again: another build of the console may have written it. */

const text = z.nullable(z.string());
const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rename'), name: z.string() }),
  z.object({ kind: z.literal('deploy'), app: z.string() }),
  z.object({ kind: z.literal('logging'), on: z.boolean() }),
  z.object({ kind: z.literal('restart') }),
  z.object({ kind: z.literal('config'), key: z.string(), value: text }),
]);
const runChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deploy'), app: z.string() }),
  z.object({ kind: z.literal('logging'), on: z.boolean() }),
  z.object({ kind: z.literal('restart') }),
  z.object({ kind: z.literal('config'), key: z.string(), value: z.string() }),
  z.object({ kind: z.literal('restore') }),
]);
const parentSchema = z.nullable(z.object({ id: z.string(), why: z.enum(['retry', 'undo', 'retarget', 'copy']) }));
const bound = z.nullable(z.number());

const itemSchema = z.object({
  sid: z.string(),
  seen: z.object({ name: text, target: text, targeted: text, logging: z.nullable(z.boolean()), expires: text }),
  broken: z.boolean(),
  change: z.optional(changeSchema),
  runs: z.optional(z.string()),
  holds: z.optional(text),
});

const PARTS = z.array(z.enum(['so', 'error', 'never', 'elsewhere']));
const typed = z.string();

/** What stands in the fields of a draft. */
const formSchema: z.ZodMiniType<WizardForm> = z.object({
  app: typed,
  parts: PARTS,
  waves: typed,
  canaries: z.enum(['hash', 'hand']),
  picked: z.array(z.string()),
  numbers: z.object({ concurrency: typed, rate: typed, deadline: typed, soak: typed, enough: typed, errorPercent: typed, errors: typed, stuckPercent: typed, apiFailures: typed, after: typed }),
  deadlineIn: z.enum(['minutes', 'hours']),
  gate: z.enum(['automatic', 'by-hand']),
  rules: z.object({ errorPercent: z.boolean(), errors: z.boolean(), stuckPercent: z.boolean(), apiFailures: z.boolean() }),
  title: text,
  choosing: z.object({ way: z.nullable(z.enum(['selection', 'search', 'paste'])), search: typed, paste: typed }),
});

export const planSchema: z.ZodMiniType<Plan> = z.object({
  id: z.string(),
  createdAt: z.number(),
  title: z.string(),
  change: runChangeSchema,
  items: z.array(itemSchema),
  waves: z.array(z.number()),
  settings: z.object({
    concurrency: z.number(),
    rate: z.number(),
    force: z.boolean(),
    halt: z.object({ errorPercent: bound, after: z.number(), errors: bound, stuckPercent: bound, apiFailures: bound }),
  }),
  bulk: z.optional(z.boolean()),
  exception: z.optional(z.boolean()),
  landing: z.nullable(z.object({ deadline: z.number(), soak: z.number(), gate: z.enum(['automatic', 'by-hand']), enough: z.number() })),
  parent: parentSchema,
  asked: z.optional(
    z.object({ title: text, waves: z.string(), picked: z.array(z.string()), parts: PARTS, frozenAt: z.number(), form: z.optional(formSchema) }),
  ),
});

const STATE = z.enum(['waiting', 'sending', 'pending', 'done', 'failed', 'stuck', 'skipped', 'unknown'] satisfies ItemState[]);
const PAUSE = z.enum(['operator', 'interrupted', 'sign-in', 'rights', 'session', 'read-only', 'guard', 'journal', 'broken'] satisfies PauseReason[]);
const at = z.number();
const noteSchema = z.object({
  why: z.enum(['gone', 'changed', 'already', 'refused', 'unchanged', 'not-applied', 'no-answer', 'not-shown', 'unreadable', 'update-error', 'deadline', 'landed']),
  code: z.optional(z.nullable(z.union([z.number(), z.string()]))),
  message: z.optional(z.string()),
  took: z.optional(z.nullable(z.number())),
});

const haltSchema: z.ZodMiniType<HaltReason> = z.discriminatedUnion('rule', [
  z.object({ rule: z.enum(['error-rate', 'stuck-rate']), percent: z.number(), of: z.number() }),
  z.object({ rule: z.enum(['errors', 'api-failures']), count: z.number() }),
]);

export const entrySchema: z.ZodMiniType<Entry> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), at, index: z.number(), state: STATE, note: z.optional(noteSchema), before: z.optional(text) }),
  z.object({ kind: z.enum(['started', 'resumed', 'stopped', 'finished', 'closed']), at }),
  z.object({ kind: z.literal('paused'), at, why: PAUSE }),
  z.object({ kind: z.literal('wave'), at, wave: z.number() }),
  z.object({ kind: z.literal('passed'), at, wave: z.number() }),
  z.object({
    kind: z.literal('halted'),
    at,
    reason: haltSchema,
  }),
]);

/** A run in the list of runs: what can be said of it without reading its journal. */
export interface Head {
  readonly id: string;
  readonly createdAt: number;
  readonly title: string;
  readonly change: Plan['change'];
  readonly rollout: boolean;
  /** It is over when its devices have reported, and not when the API has accepted it; not said of runs of an earlier build. */
  readonly reports?: boolean | undefined;
  readonly devices: number;
  readonly status: RunStatus | 'draft';
  /** Why it is paused. */
  readonly why?: PauseReason | null | undefined;
  /** Which rule has halted it. */
  readonly halt?: HaltReason | null | undefined;
  readonly counts: Counts;
  readonly endedAt: number | null;
  readonly parent: Plan['parent'];
  /** See the plan. */
  readonly exception?: boolean | undefined;
}

const n = z.number();
export const headSchema: z.ZodMiniType<Head> = z.object({
  id: z.string(),
  createdAt: n,
  title: z.string(),
  change: runChangeSchema,
  rollout: z.boolean(),
  reports: z.optional(z.boolean()),
  devices: n,
  status: z.enum(['draft', 'ready', 'running', 'paused', 'halted', 'stopped', 'finished', 'closed']),
  why: z.optional(z.nullable(PAUSE)),
  halt: z.optional(z.nullable(haltSchema)),
  counts: z.object({ waiting: n, sending: n, pending: n, done: n, failed: n, stuck: n, skipped: n, unknown: n, already: z.optional(n) }),
  endedAt: z.nullable(n),
  parent: parentSchema,
  exception: z.optional(z.boolean()),
});
