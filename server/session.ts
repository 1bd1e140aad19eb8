/** What the page is told about the server it came from, and how it gets into the document. */
import { randomBytes } from 'node:crypto';
import type { Session } from '#api/schema.ts';

/** The placeholder in index.html. */
const PLACEHOLDER = '%FLEET_SESSION%';

/** A new session token: made at start, never configured, gone with the process. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Puts the session into the document as an attribute's text. */
export function withSession(html: string, session: Session): string {
  const text = JSON.stringify(session)
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  return html.split(PLACEHOLDER).join(text);
}
