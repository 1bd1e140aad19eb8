/**
 * The errors of the service. Which status goes with which code on Microvisor is published nowhere; these pairs are the
 * general ones of the maker's APIs.
 */

/** `[HTTP status, code]` by what went wrong. */
const KINDS = {
  unauthenticated: [401, 20003],
  forbidden: [403, 20403],
  notFound: [404, 20404],
  method: [405, 20004],
  conflict: [409, 20409],
  invalid: [400, 20422],
  pageToken: [400, 21481],
  tooMany: [429, 20429],
  internal: [500, 20500],
  unavailable: [503, 20503],
} as const;

type ErrorKind = keyof typeof KINDS;

/** An error that the service answers with: status, `{code, message, more_info, status}`, and extra headers. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly headers: Readonly<Record<string, string>>;

  constructor(kind: ErrorKind, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.headers = headers;
  }

  /** The reply that a client sees. */
  toResponse(): Response {
    const [status, code] = KINDS[this.kind];
    const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
    return Response.json(
      { code, message: this.message, more_info: moreInfo, status },
      { status, headers: this.headers },
    );
  }
}

/** The 404 of a resource, worded as the maker's APIs word it. @param path below `/v1`, e.g. `/Devices/freezer-3` */
export function notFound(path: string): ApiError {
  return new ApiError('notFound', `The requested resource ${path} was not found`);
}
