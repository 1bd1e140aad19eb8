/**
 * What the server says in its own words: errors in the API's own shape, and the headers that go with every answer.
 */
import { type ApiErrorBody, errorSchema } from '#api/schema.ts';

/**
 * The page may load its own scripts, styles, images and fonts and talk to its own origin; nothing else, and no string
 * may become a script (Trusted Types): the one policy there may be lets the address of our own Worker through.
 */
const DOCUMENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types fleet-worker',
].join('; ');

/** Headers that every answer carries, whatever it is. There is never an `Access-Control-*` among them. */
export const SHARED_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** Headers of the document and the files of the console, in production and preview. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  ...SHARED_HEADERS,
  'content-security-policy': DOCUMENT_POLICY,
};

/** Headers of everything under /api: never kept, never run. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  ...SHARED_HEADERS,
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'no-store',
};

/** An error of the gateway itself: a word for programs, a sentence for people, and the HTTP status. */
export interface Refusal {
  status: number;
  code: string;
  message: string;
  headers?: Readonly<Record<string, string>>;
}

/** Builds a refusal. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Refusal {
  return headers === undefined ? { status, code, message } : { status, code, message, headers };
}

/** A JSON answer under /api. */
export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...API_HEADERS, 'content-type': 'application/json', ...headers },
  });
}

/**
 * A refusal in the API's error shape.
 * @param bodyStatus the status inside the body where it tells more than the one of the reply (the API's 401 inside a 502)
 */
export function refuse(reason: Refusal, bodyStatus: number = reason.status): Response {
  const body: ApiErrorBody = {
    code: reason.code,
    message: reason.message,
    more_info: null,
    status: bodyStatus,
  };
  return jsonReply(reason.status, body, reason.headers);
}

/** The code of a reply that is an error: a number is the API's own, a word the gateway's. Null for any other reply, and its body can still be read. */
export async function errorCode(reply: Response): Promise<number | string | null> {
  return reply.ok ? null : errorSchema.parse(await reply.clone().json()).code;
}

/** A short plain answer for everything that is not under /api. */
export function plainReply(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: {
      ...PAGE_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

/** True when an Accept-Encoding header takes an encoding; `;q=0` says no. */
export function accepts(header: string, encoding: string): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...rest] = part.trim().toLowerCase().split(/\s*;\s*/u);
    return name === encoding && !rest.some((parameter) => /^q=0(?:\.0*)?$/u.test(parameter));
  });
}
