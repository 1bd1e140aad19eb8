import * as z from 'zod/mini';
import { appSchema, deviceSchema, errorSchema } from '#api/schema.ts';

/**
 * What the tabs of one fleet tell each other. Parsed like anything from outside: a tab may still run an older build. Instants
 * by the browser's clock, which all tabs share.
 */

const instant = z.number();
const count = z.number().check(z.gte(0));
const troubleSchema = z.nullable(
  z.object({ message: z.string(), trouble: z.string(), code: z.optional(z.union([z.number(), z.string()])), status: z.optional(z.number()), retryAt: z.nullable(instant) }),
);

/** What the next reader has to know to go on where the last one stopped. Trouble that is one page's own is not in it. */
const progressSchema = z.object({
  /** When the last sweep ended, whichever way; null before the first. */
  lastEnd: z.nullable(instant),
  /** Sweeps in a row that broke off. */
  broken: count,
  /** Asking again by itself will not help. */
  final: z.boolean(),
  trouble: troubleSchema,
  /** Why the Apps could not be read; null when they could. */
  appsTrouble: z.optional(troubleSchema),
  shrunk: z.nullable(z.object({ from: count, to: count })),
  /** Devices in the last complete picture. */
  believed: z.nullable(count),
});
export type Progress = z.infer<typeof progressSchema>;

/** Those that the account lists; null when they were not read. */
const listedApps = z.nullable(z.array(appSchema));

const asked = { sent: instant, received: instant };

export const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), sweep: z.string() }),
  z.object({ kind: z.literal('page'), sweep: z.string(), devices: z.array(deviceSchema), malformed: count, unread: z.array(z.string()), first: z.boolean(), ...asked }),
  /** Complete, and believed. `at`: when it began; `pages`: so many it had; `force`: what was not in it is gone at once. */
  z.object({ kind: z.literal('end'), sweep: z.string(), at: instant, pages: count, force: z.boolean() }),
  z.object({ kind: z.literal('break'), sweep: z.string() }),
  z.object({ kind: z.literal('progress'), progress: progressSchema }),
  /** Null: those that were told last are out of date, and could not be read again. */
  z.object({ kind: z.literal('apps'), apps: listedApps }),
  /** Readings of single devices. */
  z.object({ kind: z.literal('seen'), devices: z.array(deviceSchema), ...asked }),
  /** Nobody is to call before `until`; `cause`: the error that asked for the pause. */
  z.object({ kind: z.literal('hold'), until: instant, cause: z.optional(errorSchema) }),
  /** Whether the one who tells it reads the fleet from now on. */
  z.object({ kind: z.literal('reader'), on: z.boolean() }),
  /** Somebody wants it read now. */
  z.object({ kind: z.literal('refresh') }),
  z.object({ kind: z.literal('shrink'), take: z.boolean() }),
  z.object({ kind: z.literal('forget') }),
  /** A tab that has just come asks what the others have, … */
  z.object({ kind: z.literal('hello') }),
  z.object({ kind: z.literal('offer'), to: z.string(), completeAt: z.nullable(instant), held: count, apps: listedApps, reader: z.boolean(), progress: progressSchema }),
  /** … and has the best of it given. */
  z.object({ kind: z.literal('give'), to: z.string() }),
  z.object({ kind: z.literal('given'), to: z.string(), picture: z.unknown(), journal: z.unknown(), apps: listedApps, sweep: z.nullable(z.string()) }),
]);
export type TabMessage = z.infer<typeof messageSchema>;
