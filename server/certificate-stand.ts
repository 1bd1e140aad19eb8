/** For tests: certificates of an authority that nobody knows, made as they are needed, so that none of them ever expires. X.509 in DER. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** As `tls.createServer` takes it. */
export interface Issued {
  cert: string;
  key: string;
}

export interface Authority {
  /** Its own certificate, in PEM. */
  cert: string;
  /** A certificate for these host names and IPv4 addresses, good for a day, or until yesterday. */
  issue(names: readonly string[], expired?: boolean): Issued;
}

export function createAuthority(): Authority {
  const issuer = newKey();
  return {
    cert: certificate(issuer.publicKey, issuer.privateKey, [extension('551d13', seq(tlv(0x01, Buffer.from([0xff]))), true)], 1),
    issue: (names, expired = false) => {
      const { publicKey, privateKey } = newKey();
      const alternatives = names.map((host) => (isIPv4(host) ? tlv(0x87, Buffer.from(host.split('.').map(Number))) : tlv(0x82, Buffer.from(host))));
      return {
        cert: certificate(publicKey, issuer.privateKey, [extension('551d11', seq(...alternatives))], expired ? -1 : 1),
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

const DAY_MS = 24 * 60 * 60_000;
const ECDSA_WITH_SHA256 = seq(tlv(0x06, Buffer.from('2a8648ce3d040302', 'hex')));
const COMMON_NAME = '550403';

let serial = 0;

function newKey(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function certificate(subjectKey: KeyObject, issuerKey: KeyObject, extensions: readonly Buffer[], days: number): string {
  serial += 1;
  const isAuthority = extensions.some((each) => each.includes(Buffer.from('551d13', 'hex')));
  const body = seq(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.from([serial])),
    ECDSA_WITH_SHA256,
    name('An authority of the tests'),
    seq(time(Date.now() - 2 * DAY_MS), time(Date.now() + days * DAY_MS)),
    name(isAuthority ? 'An authority of the tests' : `A server of the tests ${String(serial)}`),
    subjectKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, seq(...extensions)),
  );
  const signature = sign('sha256', body, issuerKey);
  const der = seq(body, ECDSA_WITH_SHA256, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').match(/.{1,64}/gu) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function name(text: string): Buffer {
  return seq(tlv(0x31, seq(tlv(0x06, Buffer.from(COMMON_NAME, 'hex')), tlv(0x0c, Buffer.from(text)))));
}

function extension(id: string, value: Buffer, critical = false): Buffer {
  return seq(tlv(0x06, Buffer.from(id, 'hex')), ...(critical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, value));
}

/** GeneralizedTime. */
function time(at: number): Buffer {
  return tlv(0x18, Buffer.from(`${new Date(at).toISOString().replaceAll(/\D/gu, '').slice(0, 14)}Z`));
}

function seq(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, ...parts);
}

/** Tag, length and value, the length in its shortest form. */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const { length } = value;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), value]);
}
