import { newKeyProblem, valueProblem } from './keyed-limits.ts';

/** The Config that is set on many devices, as it is typed. Pure. */

export interface ConfigDraft {
  readonly key: string;
  readonly value: string;
}

/** The Config, when it can be sent. */
export function sendable(draft: ConfigDraft): ConfigDraft | null {
  return newKeyProblem(draft.key) === null && valueProblem(draft.value) === null ? draft : null;
}
