/** A limit for work that waits for another server. */
import { UpstreamError } from './upstream-error.ts';

/**
 * Runs work that may take so many milliseconds, or until `outer` aborts. Whatever ends it (a result, an error, one of these
 * two), its signal is aborted then: nothing that it has opened stays open.
 * @throws UpstreamError when it is given up, even when the work itself pays no heed to its signal
 */
export async function withDeadline<T>(ms: number, outer: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (outer?.aborted === true) throw left();
  // Not AbortSignal.timeout and AbortSignal.any: the garbage collector may take what hangs on those alone.
  const over = new AbortController();
  const listening = { signal: over.signal };
  let timer: NodeJS.Timeout | undefined;
  const givenUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new UpstreamError('timeout', '')), ms);
    outer?.addEventListener('abort', () => reject(left()), listening);
  });
  try {
    return await Promise.race([givenUp, work(over.signal)]);
  } finally {
    clearTimeout(timer);
    over.abort();
  }
}

function left(): UpstreamError {
  return new UpstreamError('unreachable', 'The call was given up.');
}
