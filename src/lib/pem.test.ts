import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validityOf } from './certificate.ts';
import { isPrivate, looksLikePem, pemBlocks } from './pem.ts';

/** Signed by itself, from 2026-01-01 until 2036-01-01 as openssl reads it. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBRjCB7qADAgECAgEBMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCmZsZWV0IHRl
c3QwHhcNMjYwMTAxMDAwMDAwWhcNMzYwMTAxMDAwMDAwWjAVMRMwEQYDVQQDDApm
bGVldCB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEt+czXvOFHJpo7PK6
3DeAvI1Y6I1xbEfRvs1Md+2m1AzBtzx1eikGf9rTUoUMlFmfO3EL7hGjiKTMjZGU
Sbr6S6MvMC0wDAYDVR0TBAUwAwEB/zAdBgNVHQ4EFgQUQbo1aCFBVRLEe9S+e5s/
eQbIh2AwCgYIKoZIzj0EAwIDRwAwRAIgdr8XV6+SDHIlcrrVwq0rGBkaLubwRDjw
Cxqlgd+6MHICIH0J2HpjVrmk/FbF9e4YAljYM5fG8JtQEl8aUQ1hi8O4
-----END CERTIFICATE-----`;
/** The same key, without an end. */
const ENDLESS = `-----BEGIN CERTIFICATE-----
MIIBSTCB8KADAgECAgECMAoGCCqGSM49BAMCMBUxEzARBgNVBAMMCmZsZWV0IHRl
c3QwIBcNMjYwMTAxMDAwMDAwWhgPOTk5OTEyMzEyMzU5NTlaMBUxEzARBgNVBAMM
CmZsZWV0IHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS35zNe84Ucmmjs
8rrcN4C8jVjojXFsR9G+zUx37abUDMG3PHV6KQZ/2tNShQyUWZ87cQvuEaOIpMyN
kZRJuvpLoy8wLTAMBgNVHRMEBTADAQH/MB0GA1UdDgQWBBRBujVoIUFVEsR71L57
mz95BsiHYDAKBggqhkjOPQQDAgNIADBFAiAe9HZCkSkmCskkMMPTXbGUujjeG6WW
R4Vk67ArK8/VYwIhAKBcrqxyxCnrt7D4WYasdnMMbDZtSuu71Rpd7wvDeZ8v
-----END CERTIFICATE-----`;
const [START, STOP] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2036-01-01T00:00:00Z')];

const bytesOf = (pem: string): Uint8Array => Uint8Array.from(Buffer.from(pem.split('\n').slice(1, -1).join(''), 'base64'));

describe('PEM', () => {
  it('reads a certificate, and from when until when it says that it holds', () => {
    expect(pemBlocks(CERTIFICATE)).toEqual([{ label: 'CERTIFICATE', line: 1, bytes: bytesOf(CERTIFICATE).length, problem: null, validity: { from: START, until: STOP } }]);
    expect(pemBlocks(ENDLESS)[0]?.validity).toEqual({ from: START, until: null });
  });

  it('reads a chain with commentary around it, whatever the line ends', () => {
    const chain = `subject=fleet test\r\n${CERTIFICATE.replaceAll('\n', '\r\n')}\r\n\r\n${ENDLESS}\n`;
    expect(pemBlocks(chain).map(({ label, line, problem }) => [label, line, problem])).toEqual([['CERTIFICATE', 2, null], ['CERTIFICATE', 12, null]]);
  });

  it('takes headers for what they are, and tells a private key', () => {
    const key = ['-----BEGIN RSA PRIVATE KEY-----', 'Proc-Type: 4,ENCRYPTED', 'DEK-Info: AES-128-CBC,00', '', 'AAECAwQFBgc=', '-----END RSA PRIVATE KEY-----'].join('\n');
    expect(pemBlocks(key)).toEqual([{ label: 'RSA PRIVATE KEY', line: 1, bytes: 8, problem: null, validity: null }]);
    expect(['PRIVATE KEY', 'ENCRYPTED PRIVATE KEY', 'PUBLIC KEY', 'CERTIFICATE', 'SEMIPRIVATE KEY'].map((label) => isPrivate({ label }))).toEqual([true, true, false, false, false]);
  });

  it.each([
    ['-----BEGIN A-----\nAAAA', 'It has no end line.'],
    ['-----BEGIN A-----\nAAAA\n-----BEGIN B-----\nAAAA\n-----END B-----', 'It has no end line.'],
    ['-----BEGIN A-----\nAAAA\n-----END B-----', 'Its end line names another label: B.'],
    ['-----END A-----', 'An end line without a beginning.'],
    ['-----BEGIN A-----\n-----END A-----', 'There is nothing in it.'],
    ['-----BEGIN A-----\nA_AA\n-----END A-----', 'It holds a character that base64 has not.'],
    ['-----BEGIN A-----\nAAAAA\n-----END A-----', 'Its base64 is incomplete: the length or the padding at its end is wrong.'],
    ['-----BEGIN A-----\nAA=A\n-----END A-----', 'Its base64 is incomplete: the length or the padding at its end is wrong.'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(pemBlocks(text)[0]).toMatchObject({ problem, bytes: null, validity: null });
  });

  it('makes nothing of what is no certificate, and never throws', () => {
    const bytes = bytesOf(CERTIFICATE);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: bytes.length }), (at, value, length) => {
        const broken = bytes.slice(0, length);
        if (at < broken.length) broken[at] = value;
        const validity = validityOf(broken);
        if (length < bytes.length) expect(validity).toBeNull();
        else if (validity !== null) expect(Number.isFinite(validity.from)).toBe(true);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void pemBlocks(`-----BEGIN ${text}\n-----END A-----`)));
    expect(validityOf(new Uint8Array([0x30, 0x80]))).toBeNull();
  });

  it('refuses a date that is in no calendar', () => {
    const bytes = bytesOf(CERTIFICATE);
    const at = Buffer.from(bytes).indexOf('360101000000Z');
    bytes.set(Buffer.from('360230'), at);
    expect(validityOf(bytes)).toBeNull();
  });

  it('is looked for where a block begins', () => {
    expect(['x\n-----BEGIN A-----', '-----BEGIN', ''].map(looksLikePem)).toEqual([true, false, false]);
  });
});
