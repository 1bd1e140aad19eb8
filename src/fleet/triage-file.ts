import * as z from 'zod/mini';
import { t } from '#texts/t.ts';
import { parseEntries, type ParsedEntries } from './triage-schema.ts';
import type { TriageEntry } from './triage.ts';

/** Acknowledgements, snoozes and notes as a file, for another browser. Pure. */

const KIND = 'microvisor-fleet-console triage';
/** What was taken back is in it, too: it must not come back with another file. */
const fileSchema = z.object({ kind: z.literal(KIND), version: z.literal(1), entries: z.array(z.unknown()) });

/** More than this no browser here has ever written. */
const LONGEST_FILE = 64 * 1024 * 1024;

export function triageFile(entries: readonly TriageEntry[], at: number): string {
  return `${JSON.stringify({ kind: KIND, version: 1, exportedAt: new Date(at).toISOString(), entries }, null, 1)}\n`;
}

/** What a file says; `dropped` entries of it could not be read. Throws, with a sentence, when it is no such file. */
export function parseTriageFile(text: string): ParsedEntries {
  if (text.length > LONGEST_FILE) throw new Error(t`It is too large: “Export” here writes no such file.`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(t`It is not JSON: this file was not written by “Export” here, or was changed since.`);
  }
  const file = fileSchema.safeParse(json);
  if (file.success) return parseEntries(file.data.entries);
  const at = file.error.issues[0]?.path.join('.') ?? '';
  throw new Error(at === '' ? t`It is not a file of acknowledgements and notes.` : t`It is not a file of acknowledgements and notes (at “${at}”).`);
}
