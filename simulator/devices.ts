/** The Device resource: its JSON, and the parameters of its update. */
import { ApiError } from './errors.ts';
import { type DeviceRow, isoDate } from './state.ts';
import type { DeviceChange, World } from './world.ts';

/** A device as the service writes it. @param origin of the request, so that `url` leads back to this simulator */
export function deviceJson(world: World, row: DeviceRow, origin: string): Record<string, unknown> {
  world.settle(row);
  const url = `${origin}/v1/Devices/${row.sid}`;
  const lapsed = row.loggingExpires !== null && row.loggingExpires <= world.now() && !row.loggingLingers;
  return {
    sid: row.sid,
    unique_name: row.uniqueName,
    account_sid: world.accountSid,
    app: {
      target_sid: row.target,
      target_hash: null,
      date_targeted: isoDate(row.targeted),
      update_status: row.status,
      update_error_code: row.errorCode,
      reported_sid: row.reported,
      date_reported: isoDate(row.reportedAt),
    },
    logging: { enabled: row.loggingEnabled && !lapsed, date_expires: isoDate(row.loggingExpires) },
    date_created: isoDate(row.created),
    date_updated: isoDate(row.updated),
    url,
    links: { device_configs: `${url}/Configs`, device_secrets: `${url}/Secrets` },
  };
}

function flag(name: string, value: string | null): boolean | undefined {
  if (value === null) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new ApiError('invalid', `${name} must be 'true' or 'false'`);
}

/**
 * The change that a form asks for. An empty `UniqueName` clears the name: what the service does with one is unknown.
 * @throws ApiError invalid for a bad boolean, an empty TargetApp, or a form without any parameter of the operation
 */
export function readChange(form: URLSearchParams): DeviceChange {
  const uniqueName = form.get('UniqueName');
  const targetApp = form.get('TargetApp');
  const loggingEnabled = flag('LoggingEnabled', form.get('LoggingEnabled'));
  const restartApp = flag('RestartApp', form.get('RestartApp'));
  const change: DeviceChange = {
    ...(uniqueName === null ? {} : { uniqueName }),
    ...(targetApp === null ? {} : { targetApp }),
    ...(loggingEnabled === undefined ? {} : { loggingEnabled }),
    ...(restartApp === undefined ? {} : { restartApp }),
  };
  if (Object.keys(change).length === 0) {
    throw new ApiError('invalid', 'At least one of UniqueName, TargetApp, LoggingEnabled, RestartApp is required');
  }
  return change;
}
