import { ERROR_CODES } from './fleet.ts';
import { fraction } from './random.ts';
import type { DeviceRow, Landing } from './state.ts';

/** Of a hundred deployments, three fail, always the same ones: device and App decide. */
const FAILING = 0.03;

/**
 * How a deployment that starts now will end: after 5 to 30 s, or 1 to 3 s when the App already runs and nothing has
 * to be downloaded. Demos of the maker wait 10 to 30 s for an update to land.
 * @param now milliseconds since 1970
 */
export function landingOf(row: DeviceRow, app: string, now: number): Landing {
  const pair = `${row.sid} ${app}`;
  if (row.reported === app) return { at: now + 1000 + fraction(`again ${pair}`) * 2000, errorCode: 0 };
  const fails = fraction(`fails ${pair}`) < FAILING;
  const code = ERROR_CODES[Math.floor(fraction(`code ${pair}`) * ERROR_CODES.length)] ?? 1;
  return { at: now + 5000 + fraction(`lands ${pair}`) * 25_000, errorCode: fails ? code : 0 };
}
