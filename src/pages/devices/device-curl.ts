import { formOf, type DeviceChange } from '#api/devices.ts';
import { shellWord } from '#lib/text.ts';

/** Where the command is to be sent: what the session says of the API. */
interface Destination {
  readonly simulated: boolean;
  /** Host and port of the API. */
  readonly apiHost: string;
}

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/u;

/**
 * The same change as a command line, without a credential: the shell takes it from the environment. A simulated fleet
 * lives inside the console's server, so its command is for a simulator of one's own.
 */
export function curlCommand(sid: string, change: DeviceChange, { simulated, apiHost }: Destination): string {
  const base = simulated ? 'http://localhost:4400' : `${LOOPBACK.test(apiHost) ? 'http' : 'https'}://${apiHost}`;
  const fields = Object.entries(formOf(change)).map(([name, value]) => `  --data-urlencode ${shellWord(`${name}=${value}`)}`);
  return [
    ...(simulated ? ['# First, in another terminal: npm run simulator -- --port 4400 (a fleet of its own: see its SIDs there)'] : []),
    [`curl -X POST ${shellWord(`${base}/v1/Devices/${sid}`)}`, '  -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN"', ...fields].join(' \\\n'),
  ].join('\n');
}
