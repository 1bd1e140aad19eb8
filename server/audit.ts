/**
 * The record of every change that was asked for: one JSON line before it is sent and one after. A line holds what was
 * wanted and what came of it, never a credential, a session token or the value of a Secret.
 */
import type { Writable } from 'node:stream';
import type { WriteLine } from './line-writer.ts';
import type { Redactor } from './redact.ts';
import type { Subject } from './subject.ts';

export interface AuditEntry extends Subject {
  /** ISO 8601, UTC. */
  time: string;
  /** Of the attempt, as the browser named it: the same for the attempt, its result and its repeats. */
  id: string;
  /** `done`: the answer shows what was sent, as far as it can be compared. `unknown`: sent, but no answer that shows whether it was done. `repeated`: the same attempt came again, and was not sent again. */
  outcome: 'attempt' | 'done' | 'refused' | 'unsent' | 'unknown' | 'read_only' | 'repeated';
  /** HTTP status of the API's answer, where there was one. */
  status?: number;
  /** Twilio-Request-Id of that answer. */
  requestId?: string;
}

/** Writes one entry; rejects when it could not be written, and then the change must not be sent. */
export type Audit = (entry: AuditEntry) => Promise<void>;

/** Writes entries as lines of JSON. Where an attempt is there only when it is too late to be sent, "unsent" follows it. */
export function createAudit(write: WriteLine, redactor: Redactor): Audit {
  const lineOf = (entry: AuditEntry): string => JSON.stringify(redactor.json(entry));
  return (entry) => {
    if (entry.outcome !== 'attempt') return write(lineOf(entry));
    return write(lineOf(entry), () => lineOf({ ...entry, time: new Date().toISOString(), outcome: 'unsent' }));
  };
}

/** Keeps the process alive when nobody reads a stream any more: the event, unheard, would end it. */
export function surviveErrors(stream: Writable): void {
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
}

function ignore(): void {
  // Whoever has to know is told by the callback of the write.
}
