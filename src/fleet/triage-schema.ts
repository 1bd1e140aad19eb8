import * as z from 'zod/mini';
import { DEVICE_SID } from '#api/schema.ts';
import { ATTENTION } from './health.ts';
import { LONGEST_NOTE, LONGEST_WORD, type TriageEntry } from './triage.ts';

/** Entries as they are kept, told to other tabs, and written to a file: parsed like anything from outside, each by itself. */

/** A later instant no clock can show, and no word could ever be later. */
const LAST = 8.64e15;
const instant = z.number().check(z.gte(0), z.lte(LAST));
const word = z.nullable(z.string().check(z.maxLength(LONGEST_WORD)));

const asideSchema = z.object({
  as: z.enum(ATTENTION),
  target: word,
  code: word,
  word,
  targeted: z.nullable(instant),
  until: z.nullable(instant),
});

const entrySchema: z.ZodMiniType<TriageEntry> = z.object({
  sid: z.string().check(z.regex(DEVICE_SID)),
  aside: z.nullable(z.object({ at: instant, value: z.nullable(asideSchema) })),
  note: z.nullable(z.object({ at: instant, value: z.nullable(z.string().check(z.minLength(1), z.maxLength(LONGEST_NOTE))) })),
});

export interface ParsedEntries {
  readonly entries: TriageEntry[];
  /** So many could not be read. */
  readonly dropped: number;
}

/** Those of a list that can be read; of anything else none. Never throws. */
export function parseEntries(value: unknown): ParsedEntries {
  if (!Array.isArray(value)) return { entries: [], dropped: value === undefined ? 0 : 1 };
  const entries = value.flatMap((each: unknown) => {
    const parsed = entrySchema.safeParse(each);
    return parsed.success ? [parsed.data] : [];
  });
  return { entries, dropped: value.length - entries.length };
}
