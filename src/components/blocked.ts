import { ApiError } from '#api/error.ts';
import { session } from '#api/session.ts';
import { t } from '#texts/t.ts';

/** Why nothing can be changed just now, as a sentence; null when it can. `error`: the latest failure to read what would be changed. */
export function cannotWrite(error: Error | null): string | null {
  if (session().readOnly) return t`Read-only: this console was started with READ_ONLY, nothing can be changed with it.`;
  if (!(error instanceof ApiError)) return null;
  switch (error.trouble) {
    case 'network':
      return t`The console’s server does not answer.`;
    case 'unsent':
      return t`The API cannot be reached just now.`;
    case 'sign-in':
    case 'rights':
      return t`The API rejects the credentials.`;
    case 'session':
      return t`The console’s server was restarted with other settings: load this page again.`;
    default:
      return error.code === 'upstream_unreachable' || error.code === 'upstream_proxy' ? t`The API cannot be reached just now.` : null;
  }
}
