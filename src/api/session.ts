import { t } from '#texts/t.ts';
import { tellBuild } from './build.ts';
import { sessionSchema, type Session } from './schema.ts';

/** What the gateway said of itself in the document: mode, API host, account, read-only, and this page's token. */
let current: Session | null = null;

/** The session; reads the document's `<meta name="fleet-session">` at the first call. Throws when there is none. */
export function session(): Session {
  current ??= sessionSchema.parse(
    JSON.parse(document.querySelector<HTMLMetaElement>('meta[name="fleet-session"]')?.content ?? 'null'),
  );
  return current;
}

/** The path that the console is served under; begins and ends with a slash. */
export function basePath(): string {
  return session().basePath ?? '/';
}

/** In a Worker there is no document: the page that starts it hands its session over. */
export function adoptSession(given: Session): void {
  current = given;
}

/**
 * Asks the gateway for its session anew, once it no longer knows our token (it was restarted).
 * Returns true when it still speaks for the same account: then the new token is taken and work goes on. Another account,
 * host or mode is never taken silently: false, and the page has to be loaded again. Throws when it does not say.
 */
export async function renewSession(): Promise<boolean> {
  const before = session();
  const next = await askSession();
  const same =
    next.simulated === before.simulated &&
    next.apiHost === before.apiHost &&
    next.accountSid === before.accountSid &&
    // The account of an API key, a bearer token or OAuth2 has no name that we know: this says whether it is the same.
    next.fleetId === before.fleetId &&
    next.readOnly === before.readOnly;
  if (same) current = next;
  return same;
}

/** The server's session as it is now. Whoever needs to know hears which build it has. */
export async function askSession(): Promise<Session> {
  const reply = await fetch(`${basePath()}api/session`, { cache: 'no-store' });
  if (!reply.ok) throw new Error(t`it answered ${reply.status}.`);
  const next = sessionSchema.parse(await reply.json());
  if (next.build !== undefined && next.build !== current?.build) tellBuild(next.build, basePath());
  return next;
}
