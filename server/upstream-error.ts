/** How a call to the API can go wrong before there is an answer. */
import { type Refusal, refusal } from './reply.ts';

export type UpstreamFault = 'unsent' | 'unreachable' | 'timeout' | 'status';

/**
 * Thrown by an upstream that knows more than "it failed": `unsent` means that not a byte of the request was written, `status`
 * that the answer's status is none.
 */
export class UpstreamError extends Error {
  readonly fault: UpstreamFault;
  /** The Retry-After of whoever was asked before the API, as it came. */
  readonly retryAfter: string | null;

  constructor(fault: UpstreamFault, message: string, retryAfter: string | null = null) {
    super(message);
    this.name = 'UpstreamError';
    this.fault = fault;
    this.retryAfter = retryAfter;
  }
}

/** The same where the way to the API goes through a proxy, and ends there. The message says what the proxy did, and can be told as it is. */
export class ProxyError extends UpstreamError {
  constructor(message: string) {
    super('unsent', message);
    this.name = 'ProxyError';
  }
}

/** The gateway's answer to a failed call. Only a write tells "unsent" apart: it alone must know whether to resend. */
export function faultRefusal(error: unknown, method: string): Refusal {
  const { fault, message, retryAfter } = error instanceof UpstreamError ? error : new UpstreamError('unreachable', '');
  const detail = message === '' ? '' : ` ${message}`;
  const headers: Record<string, string> = retryAfter === null ? {} : { 'retry-after': retryAfter };
  if (fault === 'status') return refusal(502, 'upstream_status', `The API answered with a status that HTTP does not have.${detail}`, headers);
  if (fault === 'timeout') return refusal(504, 'upstream_timeout', `The API did not answer in time.${detail}`, headers);
  if (fault === 'unsent' && method !== 'GET') {
    return refusal(502, 'upstream_unsent', `The API cannot be reached; nothing was sent.${detail}`, headers);
  }
  if (error instanceof ProxyError) return refusal(502, 'upstream_proxy', message);
  return refusal(502, 'upstream_unreachable', `The API cannot be reached, or broke off.${detail}`, headers);
}
