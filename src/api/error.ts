import type { ApiErrorBody } from './schema.ts';

/**
 * What kind of trouble an error is, as far as anybody who handles it needs to know:
 * - `refused`: the API understood and said no (400, 404, 409, 422 …), in its own error shape with a number as its `code`; the
 *   same request will fail again.
 * - `sign-in` / `rights`: the API rejected the gateway's credential (401) or its rights (403).
 * - `slow-down`: the API's own 429, a limit on concurrency: "was never processed and is always safe to retry". Of a 429 in any other shape
 *   nobody knows who wrote it, or when.
 * - `unsent`: the request never left the gateway; safe to send again.
 * - `server`: 5xx, or a reply that is not what the API promises, whatever its status: a proxy or another program may have
 *   answered. The outcome of a write is unknown.
 * - `network`: no reply at all, or only that this very write was sent before. The outcome of a write is unknown.
 * - `session`: this page and its gateway no longer belong together.
 * - `guard`: the gateway itself refused (read-only, a path or body it does not accept …).
 */
export type Trouble =
  'refused' | 'sign-in' | 'rights' | 'slow-down' | 'unsent' | 'server' | 'network' | 'session' | 'guard';

/** Any failed call. `status` is 0 when there was no reply; `code` is the API's number, or a word of the gateway or of this side. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly trouble: Trouble;
  readonly status: number;
  readonly code: number | string;
  /** Milliseconds the server asked to wait, if it did. */
  readonly retryAfter: number | null;
  /** When the same question is asked again by itself (browser clock); null when it is not. Set by the retry policy. */
  retryAt: number | null = null;

  /** It was not sent at all: a pause that an earlier answer asked for is not over. The rest is what that answer said. */
  readonly held: boolean;

  constructor(body: ApiErrorBody, retryAfter: number | null = null, held = false) {
    super(body.message);
    this.held = held;
    this.status = body.status;
    this.code = body.code;
    this.retryAfter = retryAfter;
    this.trouble = classify(body);
  }

  /** True when sending the very same request again cannot do harm by doing it twice. */
  get neverProcessed(): boolean {
    return this.held || this.trouble === 'slow-down' || this.trouble === 'unsent';
  }

  /** True when the answer was larger than the gateway takes: one of fewer rows may fit. */
  get tooLarge(): boolean {
    return this.code === 'upstream_too_large';
  }

  /** True when it is not known whether a write was carried out. */
  get outcomeUnknown(): boolean {
    return !this.held && (this.trouble === 'server' || this.trouble === 'network');
  }

  /** True when the API itself says that there is no such thing. A 404 of anybody else (a proxy, the gateway) says nothing of it. */
  get isNotFound(): boolean {
    return !this.held && this.trouble === 'refused' && this.status === 404;
  }

  /** True when the API itself says that the name or key is taken, likewise. */
  get isConflict(): boolean {
    return !this.held && this.trouble === 'refused' && this.status === 409;
  }
}

/** The gateway's own words for what it did not pass on. */
const GUARD = new Set([
  'read_only', 'cross_site', 'host', 'target', 'header', 'not_found', 'method', 'too_large', 'media_type', 'invalid_parameter', 'audit', 'attempt', 'attempt_store',
]);

function classify({ code, status }: ApiErrorBody): Trouble {
  if (code === 'session_token') return 'session';
  if (code === 'upstream_auth') return status === 403 ? 'rights' : 'sign-in';
  if (code === 'upstream_unsent') return 'unsent';
  if (code === 'network' || code === 'attempt_taken') return 'network';
  if (typeof code === 'string' && GUARD.has(code)) return 'guard';
  if (status === 429 && typeof code === 'number') return 'slow-down';
  // 408, 421 and 425 are about a connection: a proxy's word, which does not say what became of the request.
  return typeof code === 'string' || status >= 500 || [0, 408, 421, 425].includes(status) ? 'server' : 'refused';
}

/** An error with the shape of the API's, for what goes wrong on this side of the wire. */
export function localError(code: string, message: string, status = 0): ApiError {
  return new ApiError({ code, message, more_info: null, status });
}
