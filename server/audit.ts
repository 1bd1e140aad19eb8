/**
 * The record of every change that was asked for: one JSON line before it is sent and one after. A line holds what was
 * wanted and what came of it, never a credential or a session token.
 */
import { appendFile } from 'node:fs/promises';

export interface AuditEntry {
  /** ISO 8601, UTC. */
  time: string;
  /** The same for the attempt and its result. */
  id: string;
  sid: string;
  /** The parameter of the API: UniqueName, TargetApp, LoggingEnabled or RestartApp. */
  action: string;
  value: string;
  /** `unknown`: sent, but no answer that tells whether it was done. */
  outcome: 'attempt' | 'done' | 'refused' | 'unsent' | 'unknown' | 'read_only';
  /** HTTP status of the API's answer, where there was one. */
  status?: number;
  /** Twilio-Request-Id of that answer. */
  requestId?: string;
}

/** Writes one entry; rejects when it could not be written, and then the change must not be sent. */
export type Audit = (entry: AuditEntry) => Promise<void>;

/** Appends to a file, readable by its owner only. It is opened anew each time, so that it may be rotated. */
export function createFileAudit(path: string): Audit {
  return (entry) => appendFile(path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}

/** Writes lines to a stream such as stdout. */
export function createStreamAudit(write: (line: string) => void): Audit {
  return (entry) => {
    write(`${JSON.stringify(entry)}\n`);
    return Promise.resolve();
  };
}
