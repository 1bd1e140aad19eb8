/**
 * The credential that the gateway adds, in its four forms. It is handed out as the text of an Authorization header and
 * nowhere else; no message ever holds a part of it.
 */
import * as z from 'zod/mini';
import { readLimited } from './answer.ts';
import { UpstreamError } from './upstream-error.ts';
import type { Upstream } from './upstream.ts';

/** What is configured. `basic` is an account SID and token, or an API key SID and secret. */
export type CredentialConfig =
  | { kind: 'basic'; username: string; password: string }
  | { kind: 'bearer'; token: string }
  | { kind: 'oauth2'; tokenUrl: string; clientId: string; clientSecret: string };

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

/** Makes a credential. `upstream` and `now` (milliseconds) are for the OAuth2 token endpoint. */
export function createCredential(
  config: CredentialConfig,
  upstream: Upstream,
  now: () => number = Date.now,
): Credential {
  if (config.kind === 'oauth2') return createOAuth2(config, upstream, now);
  const header = config.kind === 'basic' ? basic(config.username, config.password) : `Bearer ${config.token}`;
  return { authorization: () => Promise.resolve(header), rejected: () => false };
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

const tokenSchema = z.object({
  access_token: z.string().check(z.regex(/^[\u0021-\u007e]{1,8192}$/u)),
  expires_in: z.optional(z.coerce.number().check(z.gte(0))),
});

const TOKEN_TIMEOUT_MS = 10_000;
const MAX_TOKEN_ANSWER = 64 * 1024;
/** A token is renewed this long before its end, or at nine tenths of a short life. */
const MARGIN_MS = 30_000;

type OAuth2Config = Extract<CredentialConfig, { kind: 'oauth2' }>;

/** Client credentials: cached until expiry, one refresh at a time however many wait, dropped when the API says 401. */
function createOAuth2(config: OAuth2Config, upstream: Upstream, now: () => number): Credential {
  let current: { header: string; until: number } | null = null;
  let pending: Promise<string> | null = null;
  const refresh = async (): Promise<string> => {
    const asked = now();
    const { access_token: token, expires_in: seconds } = await askToken(config, upstream);
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

async function askToken(config: OAuth2Config, upstream: Upstream): Promise<z.infer<typeof tokenSchema>> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: config.clientId,
    client_secret: config.clientSecret,
  });
  const request = new Request(config.tokenUrl, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    redirect: 'manual',
    signal: AbortSignal.timeout(TOKEN_TIMEOUT_MS),
  });
  let answer: Response;
  let text: string;
  try {
    answer = await upstream(request);
    text = (await readLimited(answer, MAX_TOKEN_ANSWER))?.toString('utf8') ?? '';
  } catch (error) {
    // The request for the fleet itself has not been written yet, whatever went wrong here.
    const why = error instanceof UpstreamError && error.message !== '' ? ` ${error.message}` : '';
    throw new UpstreamError('unsent', `The token endpoint cannot be reached.${why}`);
  }
  // Neither says anything about the client's credential, whatever the body looks like.
  if (answer.status === 429 || answer.status >= 500) {
    const wait = answer.headers.get('retry-after');
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
