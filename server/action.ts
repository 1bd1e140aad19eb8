/** A change: its attempt taken, written down, sent once, and its result written down. */
import { isAboutConnection, relay } from './answer.ts';
import type { Audit, AuditEntry } from './audit.ts';
import { callUpstream, type CallOptions, type Outcome } from './call.ts';
import { isAnswer, showsChange } from './identity.ts';
import type { Once } from './once.ts';
import { writeForm } from './parameters.ts';
import { errorCode, refuse, refusal } from './reply.ts';
import type { Route } from './routes.ts';
import { subjectOf } from './subject.ts';

export interface Action {
  /** Of the attempt, as `attemptId` spells it. */
  id: string;
  route: Route;
  /** Of the decoded path. */
  segments: readonly string[];
  /** The API's parameters, e.g. `TargetApp`; none for a deletion. */
  pairs: readonly (readonly [name: string, value: string])[];
}

export interface ActionContext {
  path: string;
  call: CallOptions;
  once: Once;
  audit: Audit;
  readOnly: boolean;
  onEcho: () => void;
  now: () => number;
}

/** Performs one action, or refuses it when the server is read-only, when it has been sent already, or when it cannot be written down. */
export async function performAction({ id, route, segments, pairs }: Action, context: ActionContext): Promise<Response> {
  const subject = subjectOf(route, segments, pairs);
  const record = (outcome: AuditEntry['outcome'], rest: Partial<AuditEntry> = {}): Promise<boolean> =>
    written(context.audit, {
      time: new Date(context.now()).toISOString(),
      id,
      ...subject,
      outcome,
      ...rest,
    });
  if (context.readOnly) {
    await record('read_only');
    return refuse(refusal(403, 'read_only', 'This console is read-only: READ_ONLY is set on the server.'));
  }
  const send = async (): Promise<Response> => {
    if (!(await record('attempt'))) {
      return refuse(refusal(503, 'audit', 'The audit log cannot be written, so nothing was sent.'));
    }
    // Not tied to the browser's connection: a page that closes must not turn a known outcome into an unknown one.
    const deletes = route.method === 'DELETE';
    const call = { method: route.method, target: context.path, ...(deletes ? {} : { body: writeForm(pairs) }) };
    let shown = deletes;
    const outcome = await callUpstream(context.call, call, (answer) =>
      relay(answer, {
        redactor: context.call.redactor,
        onEcho: context.onEcho,
        deletes,
        secret: route.about === 'secret',
        isAnswer: (body) => {
          shown = showsChange(route, pairs, body);
          return isAnswer(route, segments, pairs, body);
        },
      }),
    );
    // When this line fails the change has already been made; the caller is told what became of it all the same.
    await record(await verdict(outcome, shown), detailsOf(outcome));
    return outcome.reply;
  };
  return context.once({ id, request: [route.method, context.path, pairs] }, send, () => record('repeated'));
}

/**
 * A 5xx, a redirect, a word about the connection, no answer at all or one that is not the API's does not say whether the change was made.
 * Nor does a success that does not show it.
 */
async function verdict({ reply, answered, unsent }: Outcome, shown: boolean): Promise<AuditEntry['outcome']> {
  if (unsent) return 'unsent';
  if (answered === null || answered.status >= 500 || isAboutConnection(answered.status)) return 'unknown';
  if (answered.status < 300) return reply.ok && shown ? 'done' : 'unknown';
  return answered.status >= 400 && (await isRefusal(reply)) ? 'refused' : 'unknown';
}

/** Whether an error is the API's own "no", which comes before anything is done. In another shape it may be anybody's. */
async function isRefusal(reply: Response): Promise<boolean> {
  const code = await errorCode(reply);
  return typeof code === 'number' || code === 'upstream_auth';
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
