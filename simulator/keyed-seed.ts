/** The Configs and Secrets of a believable fleet: keys as the maker's demos use them, and values of their kinds. */
import { DEVICE_CERT, ROOT_CA } from './certificates.ts';
import type { ConfigSeed, SecretSeed } from './keyed.ts';
import { fraction, hash32, Random } from './random.ts';

const DAY = 86_400;

/** What the account's keys hold for every device. */
export function accountConfigs(): ConfigSeed[] {
  const prefs = { units: 'celsius', reportEvery: 300, alarm: { low: -24, high: -15, delay: 600 }, display: { night: true, brightness: 40 } };
  return [
    { key: 'prefs', value: JSON.stringify(prefs), updatedAgo: 4 * DAY },
    { key: 'broker-host', value: 'mqtt.coldchain.example', updatedAgo: 212 * DAY },
    { key: 'broker-port', value: '8883', updatedAgo: 212 * DAY },
    { key: 'root-CA', value: ROOT_CA, updatedAgo: 212 * DAY },
    { key: 'cert', value: DEVICE_CERT, updatedAgo: 96 * DAY },
    { key: 'ntp-servers', value: '["0.pool.ntp.example","1.pool.ntp.example"]', updatedAgo: 400 * DAY },
    { key: 'log-level', value: 'warning', updatedAgo: 31 * DAY },
    { key: 'feature-flags', value: '{"ota-resume":true,"door-sensor":false,"cohort":"b"}', updatedAgo: 2 * DAY },
    { key: 'quiet hours', value: '22:00–06:00 Europe/Berlin', updatedAgo: 60 * DAY },
    // Somebody's hand slipped: no JSON any more.
    { key: 'calibration', value: '{"sensor-1": 0.25, "sensor-2": -0.5,}', updatedAgo: 11 * DAY },
    { key: 'Kühlketten-Hinweis', value: 'Tür schließen! ❄️', updatedAgo: 700 * DAY },
    { key: 'maintenance-note', value: '', updatedAgo: 1 * DAY },
  ];
}

/** Some of them were rotated long ago. */
export function accountSecrets(): SecretSeed[] {
  return [
    { key: 'private_key', rotatedAgo: 96 * DAY },
    { key: 'azure-connection-string', rotatedAgo: 803 * DAY },
    { key: 'secret-ow-api-key', rotatedAgo: 12 * DAY },
    { key: 'mqtt-password', rotatedAgo: 388 * DAY },
  ];
}

/** A device's own Configs; two devices of three have some. */
export function deviceConfigs(sid: string): ConfigSeed[] {
  const random = new Random(hash32(`configs ${sid}`));
  const age = (): number => Math.floor(random.between(1, 180) * DAY);
  const all: ConfigSeed[] = [
    { key: 'prefs', value: JSON.stringify({ setpoint: Math.round(random.between(-24, -16)), defrost: random.next() < 0.5 }), updatedAgo: age() },
    { key: 'broker-host', value: random.next() < 0.5 ? 'mqtt.coldchain.example' : 'edge.coldchain.example', updatedAgo: age() },
    { key: 'broker-port', value: random.next() < 0.8 ? '8883' : '1883', updatedAgo: age() },
    { key: 'cert', value: DEVICE_CERT, updatedAgo: age() },
    { key: 'site-contact', value: `+49 30 555 ${1000 + Math.floor(random.between(0, 9000))}`, updatedAgo: age() },
  ];
  const share = fraction(`some configs ${sid}`);
  return share < 0.34 ? [] : all.filter(() => random.next() < 0.6);
}

/** A device's own Secrets; every second device has some. */
export function deviceSecrets(sid: string): SecretSeed[] {
  const random = new Random(hash32(`secrets ${sid}`));
  if (random.next() < 0.5) return [];
  return ['private_key', 'mqtt-password']
    .filter(() => random.next() < 0.7)
    .map((key) => ({ key, rotatedAgo: Math.floor(random.between(1, 900) * DAY) }));
}
