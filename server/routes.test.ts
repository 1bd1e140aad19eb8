import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parseForm, writeForm } from './parameters.ts';
import { isResourceName, matchRoute } from './routes.ts';

// Properties are many cases in one test; a busy machine needs its time.
vi.setConfig({ testTimeout: 30_000 });

const SID = `UV${'0aF'.repeat(10)}00`;
const APP = `KA${'0aF'.repeat(10)}00`;

const KEYS = String.raw`(?:/Devices/UV[0-9a-fA-F]{32})?/(?:Configs|Secrets)`;
const LEADS = {
  GET: new RegExp(String.raw`^/v1(?:/(?:Devices|Apps)(?:/[^/]+)?|/Apps/KA[0-9a-fA-F]{32}/Manifest|${KEYS}(?:/[^/]+)?)$`, 'u'),
  POST: new RegExp(String.raw`^/v1(?:/Devices/UV[0-9a-fA-F]{32}|${KEYS}(?:/[^/]+)?)$`, 'u'),
  DELETE: new RegExp(String.raw`^/v1(?:/Apps/KA[0-9a-fA-F]{32}|${KEYS}/[^/]+)$`, 'u'),
};

/** The upstream path that a request leads to, or null. */
function pathOf(method: string, target: string): string | null {
  const match = matchRoute(method, target);
  return match !== null && 'path' in match ? match.path : null;
}

describe('the table of calls', () => {
  test.each([
    ['GET', '/api/v1/Devices', '/v1/Devices'],
    ['GET', `/api/v1/Devices/${SID}`, `/v1/Devices/${SID}`],
    ['POST', `/api/v1/Devices/${SID}`, `/v1/Devices/${SID}`],
    ['GET', '/api/v1/Devices/lobby%20%3B+%25', '/v1/Devices/lobby%20%3B%2B%25'],
    ['GET', '/api/v1/Apps', '/v1/Apps'],
    ['GET', '/api/v1/Apps/fw-1.2', '/v1/Apps/fw-1.2'],
    ['DELETE', `/api/v1/Apps/${APP}`, `/v1/Apps/${APP}`],
    ['GET', `/api/v1/Apps/${APP}/Manifest`, `/v1/Apps/${APP}/Manifest`],
    ...['Configs', 'Secrets'].flatMap((kind) =>
      [`/v1/${kind}`, `/v1/Devices/${SID}/${kind}`].flatMap((list) => [
        ['GET', `/api${list}`, list],
        ['POST', `/api${list}`, list],
        ['GET', `/api${list}/root-CA`, `${list}/root-CA`],
        ['POST', `/api${list}/a%20%3B%252e`, `${list}/a%20%3B%252e`],
        ['DELETE', `/api${list}/a.b+c`, `${list}/a.b%2Bc`],
      ]),
    ),
  ])('%s %s calls %s', (method, target, path) => {
    expect(pathOf(method ?? '', target ?? '')).toBe(path);
  });

  test.each([
    ['DELETE', `/api/v1/Devices/${SID}`, { allow: ['GET', 'POST'] }],
    ['POST', '/api/v1/Devices', { allow: ['GET'] }],
    ['POST', '/api/v1/Apps/KA', { allow: ['GET'] }],
    ['POST', `/api/v1/Apps/${APP}`, { allow: ['GET', 'DELETE'] }],
    ['DELETE', `/api/v1/Apps/${APP}/Manifest`, { allow: ['GET'] }],
    ['DELETE', '/api/v1/Configs', { allow: ['GET', 'POST'] }],
    ['PUT', '/api/v1/Secrets/a', { allow: ['GET', 'POST', 'DELETE'] }],
    ['POST', '/api/v1/Devices/lobby', null],
    ['DELETE', '/api/v1/Apps/fw-1.2', null],
    ['GET', '/api/v1/Apps/fw-1.2/Manifest', null],
    ['GET', '/api/v1/Devices/lobby/Configs', null],
    ['DELETE', '/api/v1/Devices/lobby/Configs/a', null],
    ['GET', '/api/v1/Configs/a%2Fb', null],
    ['GET', '/api/v1/Configs/%2e%2E', null],
    ['DELETE', '/api/v1/Configs/', null],
    ['GET', '/api/v1/configs', null],
    ['GET', `/api/v1/Devices/${SID}/Configs/a/b`, null],
    ['GET', '/v1/Devices', null],
    ['GET', '/apis/v1/Devices', null],
  ])('%s %s is refused', (method, target, expected) => {
    expect(matchRoute(method, target)).toEqual(expected);
  });

  test('a name comes out as it went in, as one segment of the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }).filter(isResourceName), (name) => {
        const path = pathOf('GET', `/api/v1/Devices/${encodeURIComponent(name)}`) ?? '';
        const url = new URL(path, 'https://api.example');
        expect(url.pathname.split('/')).toHaveLength(4);
        expect(decodeURIComponent(url.pathname.slice('/v1/Devices/'.length))).toBe(name);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });

  test('no path whatever leads outside those that there are, and no write names a device or App otherwise than by SID', () => {
    const piece = fc.oneof(
      fc.constantFrom('Devices', 'Apps', 'Configs', 'Secrets', SID, APP),
      fc.constantFrom('api', 'v1', '..', '.', '%2e%2e', '%2f', '%5c', '%00', '', 'Manifest', '%252e'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    const paths = fc.array(piece, { maxLength: 5 }).map((pieces) => `/api/v1/${pieces.join('/')}`);
    fc.assert(
      fc.property(fc.constantFrom('GET', 'POST', 'DELETE'), paths, (method, target) => {
        const path = pathOf(method, target);
        if (path === null) return;
        const { pathname, host, search } = new URL(path, 'https://api.example');
        expect([host, search]).toEqual(['api.example', '']);
        expect(pathname).toMatch(LEADS[method]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('forms', () => {
  test('what is written is read again, whatever it holds', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const name = text.filter((value) => value !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, text)), (pairs) => {
        expect(parseForm(writeForm(pairs))).toEqual({ pairs });
        const other = [...new URLSearchParams(writeForm(pairs))];
        expect(other).toEqual(pairs.map(([key, value]) => [key, value]));
      }),
    );
  });

  test('a form as browsers write it is read as it was meant', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(parseForm(new URLSearchParams({ UniqueName: value }).toString())).toEqual({ pairs: [['UniqueName', value]] });
      }),
    );
  });
});
