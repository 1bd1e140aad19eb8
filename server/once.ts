/**
 * A change is sent once, however often its request comes. A repeat that comes while the first is under way, or has just ended, gets the
 * answer that the first one gets; a later one, or one that comes to another process, is told that its outcome is unknown.
 */
import { createHash } from 'node:crypto';
import type { Attempts } from './attempts.ts';
import { refuse, refusal } from './reply.ts';

/** One decision of a person, or of a run, to change something. */
export interface Attempt {
  id: string;
  /** Everything that is asked for: another request under the same id is no repeat of it. */
  request: readonly unknown[];
}

export interface Once {
  /** @param send sends the change @param onRepeat is told of a request that is not the first of its id */
  (attempt: Attempt, send: () => Promise<Response>, onRepeat: () => Promise<unknown>): Promise<Response>;
}

/** How long an answer is kept, how many at the most, and how long its body may be (a device has some 1 kB). */
const KEPT_MS = 60_000;
const MAX_KEPT = 1000;
const MAX_BODY = 64 * 1024;

interface Answer {
  status: number;
  headers: Headers;
  body: ArrayBuffer;
}

interface Kept {
  request: string;
  answer: Promise<Answer>;
}

/** Creates the one gate through which every change goes. */
export function createOnce(attempts: Attempts): Once {
  const kept = new Map<string, Kept>();

  async function first(id: string, send: () => Promise<Response>, onRepeat: () => Promise<unknown>): Promise<Response> {
    let isFirst: boolean;
    try {
      isFirst = await attempts.take(id);
    } catch {
      return refuse(refusal(503, 'attempt_store', 'The folder DATA_DIR cannot be written, so nothing was sent.'));
    }
    if (isFirst) return send();
    await onRepeat();
    return refuseRepeat();
  }

  return async ({ id, request }, send, onRepeat) => {
    // A digest: the request may hold a value that is not to be kept.
    const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64');
    const earlier = kept.get(id);
    if (earlier !== undefined) {
      await onRepeat();
      return earlier.request === digest ? responseOf(await earlier.answer) : refuseRepeat();
    }
    const answer = first(id, send, onRepeat).then(answerOf);
    keep(kept, id, { request: digest, answer });
    return responseOf(await answer);
  };
}

/** Until it has ended and a moment longer. The oldest goes where there are too many. */
function keep(kept: Map<string, Kept>, id: string, entry: Kept): void {
  const [oldest] = kept.keys();
  if (oldest !== undefined && kept.size >= MAX_KEPT) kept.delete(oldest);
  kept.set(id, entry);
  const forget = (): boolean => kept.get(id) === entry && kept.delete(id);
  entry.answer.then(
    ({ body }) => (body.byteLength > MAX_BODY ? forget() : setTimeout(forget, KEPT_MS).unref()),
    forget,
  );
}

async function answerOf(reply: Response): Promise<Answer> {
  return { status: reply.status, headers: reply.headers, body: await reply.arrayBuffer() };
}

function responseOf({ status, headers, body }: Answer): Response {
  return new Response(status === 204 ? null : body, { status, headers });
}

/** The answer to a change that was sent before: what became of it nobody knows here. */
export function refuseRepeat(): Response {
  return refuse(refusal(409, 'attempt_taken', 'This change was sent before, and is not sent again. Its outcome is unknown.'));
}
