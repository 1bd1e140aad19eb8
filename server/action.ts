/** A change to a device: written down, sent once, and its result written down. */
import { randomUUID } from 'node:crypto';
import { relay } from './answer.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { callUpstream, type CallOptions, type Outcome } from './call.ts';
import { writeForm } from './parameters.ts';
import { refuse, refusal } from './reply.ts';

export interface Action {
  sid: string;
  /** The API's parameter, e.g. `TargetApp`. */
  name: string;
  value: string;
}

export interface ActionContext {
  path: string;
  call: CallOptions;
  audit: Audit;
  readOnly: boolean;
  now: () => number;
}

/** Performs one action, or refuses it when the server is read-only or the audit cannot be written. */
export async function performAction(action: Action, context: ActionContext): Promise<Response> {
  const id = randomUUID();
  const record = (outcome: AuditEntry['outcome'], rest: Partial<AuditEntry> = {}): Promise<boolean> =>
    written(context.audit, {
      time: new Date(context.now()).toISOString(),
      id,
      sid: action.sid,
      action: action.name,
      value: action.value,
      outcome,
      ...rest,
    });
  if (context.readOnly) {
    await record('read_only');
    return refuse(refusal(403, 'read_only', 'This console is read-only: READ_ONLY is set on the server.'));
  }
  if (!(await record('attempt'))) {
    return refuse(refusal(503, 'audit', 'The audit log cannot be written, so nothing was sent.'));
  }
  // Not tied to the browser's connection: a page that closes must not turn a known outcome into an unknown one.
  const body = writeForm([[action.name, action.value]]);
  const outcome = await callUpstream(context.call, { method: 'POST', target: context.path, body }, (answer) =>
    relay(answer, false),
  );
  // When this line fails the change has already been made; the caller is told what became of it all the same.
  await record(verdict(outcome), detailsOf(outcome));
  return outcome.reply;
}

/** A 5xx, a redirect or no answer at all says nothing about whether the change was made. */
function verdict({ answered, unsent }: Outcome): AuditEntry['outcome'] {
  if (unsent) return 'unsent';
  if (answered === null || answered.status >= 500) return 'unknown';
  if (answered.status < 300) return 'done';
  return answered.status >= 400 ? 'refused' : 'unknown';
}

function detailsOf({ answered }: Outcome): Partial<AuditEntry> {
  if (answered === null) return {};
  return answered.requestId === null
    ? { status: answered.status }
    : { status: answered.status, requestId: answered.requestId };
}

async function written(audit: Audit, entry: AuditEntry): Promise<boolean> {
  try {
    await audit(entry);
    return true;
  } catch {
    return false;
  }
}
