/** The App resource: its JSON. */
import { type AppRow, isoDate } from './state.ts';

/** An App as the service writes it. @param origin of the request, so that `url` leads back to this simulator */
export function appJson(accountSid: string, app: AppRow, origin: string): Record<string, unknown> {
  const url = `${origin}/v1/Apps/${app.sid}`;
  return {
    sid: app.sid,
    account_sid: accountSid,
    hash: app.hash,
    unique_name: app.uniqueName,
    date_created: isoDate(app.created),
    date_updated: isoDate(app.created),
    url,
    links: { app_manifests: `${url}/Manifest` },
  };
}
