import type { SentChange, SentEnd } from '#api/sent.ts';
import { plural, t } from '#texts/t.ts';

/** What is said of the changes that this tab has sent. Pure. */

/** Whatever ended so never reached the API, or was not processed by it. */
const UNSENT: readonly SentEnd[] = ['unsent', 'slow-down', 'session', 'guard'];

export function wasSent({ end }: Pick<SentChange, 'end'>): boolean {
  return end === null || !UNSENT.includes(end);
}

/** What it was, as a noun, and what it was sent to: a device by its SID, a key, or an App by its SID; null for what has no name yet. */
export function changeWords({ path, fields }: Pick<SentChange, 'path' | 'fields'>): { readonly what: string; readonly device: string | null; readonly of: string | null } {
  const [, device = null] = /^\/Devices\/([^/]+)/u.exec(path) ?? [];
  const [, kind, key] = /\/(Configs|Secrets)(?:\/([^/]+))?$/u.exec(path) ?? [];
  const gone = fields.length === 0;
  const of = key === undefined ? null : decodeURIComponent(key);
  if (kind === 'Configs') return { what: key === undefined ? t`New Config` : gone ? t`Deletion of a Config` : t`Change of a Config`, device, of };
  if (kind === 'Secrets') return { what: key === undefined ? t`New Secret` : gone ? t`Deletion of a Secret` : t`Change of a Secret`, device, of };
  const [, app = null] = /^\/Apps\/([^/]+)$/u.exec(path) ?? [];
  if (app !== null) return { what: t`Deletion of an App`, device: null, of: app };
  return { what: deviceChange(fields), device, of: null };
}

function deviceChange(fields: readonly string[]): string {
  if (fields.includes('UniqueName')) return t`Rename`;
  if (fields.includes('TargetApp')) return t`Deployment`;
  if (fields.includes('LoggingEnabled')) return t`Change of logging`;
  return fields.includes('RestartApp') ? t`Restart` : t`Change`;
}

/** What became of one. */
export function endWords(end: SentEnd | null): string {
  switch (end) {
    case null:
      return t`No answer yet`;
    case 'accepted':
      return t`Accepted by the API`;
    case 'network':
    case 'server':
      return t`Outcome unknown`;
    case 'refused':
    case 'rights':
    case 'sign-in':
      return t`Refused by the API`;
    default:
      return t`Not sent`;
  }
}

/** How many were sent since the page was loaded (`since`: a time of day), and what became of all of them. */
export function sumWords({ count, ends }: { readonly count: number; readonly ends: Partial<Record<SentEnd, number>> }, since: string): readonly string[] {
  const had = (...wanted: readonly SentEnd[]): number => wanted.reduce((sum, end) => sum + (ends[end] ?? 0), 0);
  const sent = count - had(...UNSENT);
  if (sent === 0) return [t`This tab has sent no change since it was loaded at ${since}.`];
  const accepted = had('accepted');
  const unknown = had('network', 'server');
  const refused = had('refused', 'rights', 'sign-in');
  const waiting = sent - accepted - unknown - refused;
  return [
    plural(sent, 'This tab has sent # change since it was loaded at {0}.', 'This tab has sent # changes since it was loaded at {0}.', since),
    ...(waiting > 0 ? [plural(waiting, '# has no answer yet.', '# have no answer yet.')] : []),
    ...(accepted > 0 ? [plural(accepted, '# was accepted by the API.', '# were accepted by the API.')] : []),
    ...(refused > 0 ? [plural(refused, '# was refused by the API.', '# were refused by the API.')] : []),
    ...(unknown > 0 ? [plural(unknown, 'The outcome of # is unknown: no answer came.', 'The outcome of # is unknown: no answer came.')] : []),
  ];
}
