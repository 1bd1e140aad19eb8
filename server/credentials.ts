/**
 * The credential that the gateway adds, in its four forms. It is handed out as the text of an Authorization header and
 * nowhere else; no message ever holds a part of it.
 */
import * as z from 'zod/mini';
import { readLimited } from './answer.ts';
import { MIN_SECRET } from './config-api.ts';
import { withDeadline } from './deadline.ts';
import type { Redactor } from './redact.ts';
import { ProxyError, UpstreamError } from './upstream-error.ts';
import type { Upstream } from './upstream.ts';

/** What is configured. `basic` is an account SID and token, or an API key SID and secret. */
export type CredentialConfig =
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'bearer'; token: string }
  | OAuth2Config;

export interface OAuth2Config {
  kind: 'oauth2';
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** How the client says who it is (RFC 6749, 2.3.1): in the form unless in a Basic header. */
  auth?: 'basic' | 'post';
  /** What the token is to be good for, with blanks between. */
  scope?: string;
  /** The API that the token is for, as some servers want to be told. */
  audience?: string;
}

export interface Credential {
  /** The Authorization header to send. Throws CredentialError or UpstreamError. */
  authorization(): Promise<string>;
  /** The API answered 401 to this header. True when another one may now be had, so that one more try makes sense. */
  rejected(header: string): boolean;
}

/** The token endpoint refused the client, or answered nonsense. */
export class CredentialError extends Error {
  override name = 'CredentialError';
}

export interface CredentialOptions {
  /** For the OAuth2 token endpoint. */
  upstream: Upstream;
  /** Told every secret there is, in the forms in which it is sent. */
  redactor: Redactor;
  /** Milliseconds since 1970. */
  now?: () => number;
  /** The token endpoint may take this long. 10 s unless given. */
  tokenTimeoutMs?: number;
}

/** Makes a credential. @throws when a part of it that is secret has fewer than MIN_SECRET characters */
export function createCredential(config: CredentialConfig, options: CredentialOptions): Credential {
  const { redactor } = options;
  if (config.kind === 'oauth2') return createOAuth2(config, options);
  redactor.hide(config.kind === 'basic' ? config.password : config.token);
  const header = config.kind === 'basic' ? basic(config.username, config.password, redactor) : `Bearer ${config.token}`;
  return { authorization: () => Promise.resolve(header), rejected: () => false };
}

/** A Basic header. Its base64 is hidden like a secret: whoever encodes a whole request encodes that once more. */
function basic(username: string, password: string, redactor: Redactor): string {
  const pair = Buffer.from(`${username}:${password}`).toString('base64');
  redactor.hide(pair);
  return `Basic ${pair}`;
}

const tokenSchema = z.object({
  access_token: z.string().check(z.regex(/^[\u0021-\u007e]{1,8192}$/u), z.minLength(MIN_SECRET)),
  expires_in: z.optional(z.coerce.number().check(z.gte(0))),
});

const TOKEN_TIMEOUT_MS = 10_000;
const MAX_TOKEN_ANSWER = 64 * 1024;
/** A token is renewed this long before its end, or at nine tenths of a short life. */
const MARGIN_MS = 30_000;

/** Client credentials: cached until expiry, one refresh at a time however many wait, dropped when the API says 401. */
function createOAuth2(config: OAuth2Config, options: CredentialOptions): Credential {
  const { redactor, now = Date.now } = options;
  const request = tokenRequest(config, redactor);
  let current: { header: string; until: number } | null = null;
  let pending: Promise<string> | null = null;
  const refresh = async (): Promise<string> => {
    const asked = now();
    const { access_token: token, expires_in: seconds } = await askToken(request, options);
    redactor.hideToken(token);
    const life = (seconds ?? Number.POSITIVE_INFINITY) * 1000;
    current = { header: `Bearer ${token}`, until: asked + Math.max(life - MARGIN_MS, life * 0.9) };
    return current.header;
  };
  return {
    authorization() {
      if (current !== null && now() < current.until) return Promise.resolve(current.header);
      pending ??= refresh().finally(() => {
        pending = null;
      });
      return pending;
    },
    rejected(header) {
      if (current?.header === header) current = null;
      return true;
    },
  };
}

/** Makes the request for a token, anew for each one. */
function tokenRequest(config: OAuth2Config, redactor: Redactor): (signal: AbortSignal) => Request {
  redactor.hide(config.clientSecret);
  const { clientId, clientSecret, scope, audience } = config;
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const headers: Record<string, string> = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
  if (config.auth === 'basic') headers['authorization'] = basic(formEncoded(clientId), formEncoded(clientSecret), redactor);
  else {
    form.set('client_id', clientId);
    form.set('client_secret', clientSecret);
  }
  if (scope !== undefined) form.set('scope', scope);
  if (audience !== undefined) form.set('audience', audience);
  const body = form.toString();
  return (signal) => new Request(config.tokenUrl, { method: 'POST', headers, body, redirect: 'manual', signal });
}

/** Both parts of the header are encoded like a form's fields before they are put together (RFC 6749, 2.3.1). */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

async function askToken(
  request: (signal: AbortSignal) => Request,
  { upstream, redactor, tokenTimeoutMs = TOKEN_TIMEOUT_MS }: CredentialOptions,
): Promise<z.infer<typeof tokenSchema>> {
  let answer: Response;
  let text: string;
  try {
    [answer, text] = await withDeadline(tokenTimeoutMs, undefined, async (signal) => {
      const reply = await upstream(request(signal));
      return [reply, (await readLimited(reply, MAX_TOKEN_ANSWER))?.toString('utf8') ?? ''];
    });
  } catch (error) {
    // The request for the fleet itself has not been written yet, whatever went wrong here.
    const why = error instanceof UpstreamError && error.message !== '' ? ` ${error.message}` : '';
    const what = `The token endpoint cannot be reached.${why}`;
    throw error instanceof ProxyError ? new ProxyError(what) : new UpstreamError('unsent', what);
  }
  // Neither says anything about the client's credential, whatever the body looks like.
  if (answer.status === 429 || answer.status >= 500) {
    const wait = redactor.header(answer.headers.get('retry-after'));
    throw new UpstreamError('unsent', `The token endpoint answered ${String(answer.status)}.`, wait);
  }
  if (answer.status !== 200) throw new CredentialError(`The token endpoint refused the client (${String(answer.status)}).`);
  const token = tokenSchema.safeParse(parseJson(text));
  if (!token.success) throw new CredentialError('The token endpoint answered without a usable token.');
  return token.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
