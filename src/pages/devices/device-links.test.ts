import { describe, expect, it } from 'vitest';
import { linkOf } from './device-links.ts';

const sid = `UV${'a'.repeat(32)}`;
const kindOf = (url: string | null): string => linkOf({ sid, links: { device_configs: url } }, 'Configs').kind;

describe('a link of a device', () => {
  it('leads to its own list, on whatever host', () => {
    expect(kindOf(`https://microvisor.twilio.com/v1/Devices/${sid}/Configs`)).toBe('own');
    expect(kindOf(`http://127.0.0.1:1/v1/Devices/${sid}/Configs?PageSize=1`)).toBe('own');
    expect(linkOf({ sid, links: { device_secrets: `https://h/v1/Devices/${sid}/Secrets` } }, 'Secrets')).toEqual({ kind: 'own' });
  });

  it('that is not there leads nowhere', () => {
    expect(kindOf(null)).toBe('none');
    expect(linkOf({ sid, links: null }, 'Configs')).toEqual({ kind: 'none' });
    expect(linkOf({ sid, links: {} }, 'Secrets')).toEqual({ kind: 'none' });
  });

  it.each([
    `https://h/v1/Devices/UV${'b'.repeat(32)}/Configs`,
    `https://h/v1/Devices/${sid}/Secrets`,
    `https://h/v1/Devices/${sid}/Configs/../../Configs`,
    `https://h/v1/Configs`,
    `https://h/x/v1/Devices/${sid}/Configs`,
    `/v1/Devices/${sid}/Configs`,
    'javascript:alert(1)',
    '',
  ])('that leads anywhere else is odd: %s', (url) => {
    expect(linkOf({ sid, links: { device_configs: url } }, 'Configs')).toEqual({ kind: 'odd', url });
  });
});
