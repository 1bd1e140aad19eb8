/** What the page is told about the server it came from, and how it gets into the document. */
import { createHash, randomBytes } from 'node:crypto';
import type { Session } from '#api/schema.ts';
import type { CredentialConfig } from './credentials.ts';

/** The placeholder in index.html. */
const PLACEHOLDER = '%FLEET_SESSION%';

/** A new session token: made at start, never configured, gone with the process. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Names a fleet for what a browser keeps of it: the same for the same API host, account and base path, and for no other. Of the
 * credential only its identity goes in; a bearer token has none but itself. A hash, cut short: nothing leads back. Two consoles that
 * share an origin keep nothing of a fleet together: one may be of another version than the other, or read-only.
 */
export function fleetId(apiHost: string, credential: CredentialConfig, basePath = '/'): string {
  const text = ['microvisor-fleet-console fleet 1', apiHost, credential.kind, identity(credential), ...(basePath === '/' ? [] : [basePath])].join('\0');
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function identity(credential: CredentialConfig): string {
  if (credential.kind === 'basic') return credential.username;
  return credential.kind === 'bearer' ? credential.token : credential.clientId;
}

/** Puts the session into the document as an attribute's text; null for a document that is told nothing. */
export function withSession(html: string, session: Session | null): string {
  const text = JSON.stringify(session)
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return html.split(PLACEHOLDER).join(text);
}
