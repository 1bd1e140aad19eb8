import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pageRef } from './paging.ts';
import { metaSchema, PAGE_TOKEN } from './schema.ts';

const meta = (fields: object): ReturnType<typeof metaSchema.parse> => metaSchema.parse(fields);

describe('the next page', () => {
  test('is its token and number, taken out of the address', () => {
    const next = 'https://microvisor.twilio.com/v1/Devices?PageSize=50&Page=3&PageToken=PAUV12%3A3.4';
    expect(pageRef(meta({ page: 2, next_page_url: next }), 'next_page_url')).toEqual({ page: 3, token: 'PAUV12:3.4' });
  });

  test('is none when there is no address', () => {
    expect(pageRef(meta({ next_page_url: null }), 'next_page_url')).toBeNull();
    expect(pageRef(meta({}), 'next_page_url')).toBeNull();
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/?PageToken=abc&Page=1',
    'http://user:secret@evil.example/?Page=1&PageToken=abc',
    'ftp://evil.example/x?PageToken=abc&Page=1#PageToken=no',
    'javascript:alert(1)?PageToken=abc&Page=1',
  ])('keeps nothing of a hostile address but the token: %s', (next) => {
    expect(pageRef(meta({ next_page_url: next }), 'next_page_url')).toEqual({ page: 1, token: 'abc' });
  });

  test.each([
    ['another host without a token', 'http://169.254.169.254/latest/meta-data/'],
    ['no scheme', '//evil.example/?PageToken=abc'],
    ['a path alone', '/v1/Devices?PageToken=abc'],
    ['nothing', ''],
    ['a number', 5],
    ['an empty token', 'https://api.test/?PageToken='],
    ['a token that would end the parameter', 'https://api.test/?PageToken=a%26Page%3D9'],
    ['a token with a line break', 'https://api.test/?PageToken=a%0D%0AHost%3A%20evil'],
    ['a token of 1 MiB', `https://api.test/?PageToken=${'a'.repeat(1024 * 1024)}`],
  ])('with %s is an error that names the field', (_, next) => {
    expect(() => pageRef(meta({ next_page_url: next }), 'next_page_url')).toThrow('meta.next_page_url cannot be read');
  });

  test.each(['', '&Page=', '&Page=-1', '&Page=1.5', '&Page=x', '&Page=1e400'])('numbers itself when the address does not: %j', (page) => {
    const next = `https://api.test/?PageToken=abc${page}`;
    expect(pageRef(meta({ page: 6, next_page_url: next }), 'next_page_url')).toEqual({ page: 7, token: 'abc' });
  });
});

describe('the previous page', () => {
  test('may be the first, which has no token', () => {
    const previous = 'https://api.test/v1/Devices?PageSize=50&Page=0';
    expect(pageRef(meta({ page: 1, previous_page_url: previous }), 'previous_page_url')).toEqual({ page: 0, token: null });
  });

  test('never has a negative number', () => {
    expect(pageRef(meta({ previous_page_url: 'https://api.test/' }), 'previous_page_url')).toEqual({ page: 0, token: null });
  });

  test('with a token that cannot be one is an error that names the field', () => {
    const bad = meta({ previous_page_url: 'https://api.test/?PageToken=%00' });
    expect(() => pageRef(bad, 'previous_page_url')).toThrow('meta.previous_page_url');
  });
});

test('whatever an address holds, what comes out is a page number and a token that the gateway lets through', () => {
  const field = fc.constantFrom<'next_page_url' | 'previous_page_url'>('next_page_url', 'previous_page_url');
  const anyText = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 }).map((points) => String.fromCodePoint(...points));
  const params = fc.record({ PageToken: fc.oneof(anyText, fc.stringMatching(/^[\w.:=+/-]{1,9}$/u)), Page: fc.string() });
  const address = fc.oneof(fc.string(), params.map((query) => `https://a.test/?${new URLSearchParams(query)}`));
  fc.assert(
    fc.property(field, address, fc.option(fc.integer()), (name, url, page) => {
      try {
        const ref = pageRef(meta({ page, [name]: url }), name);
        expect(Number.isInteger(ref?.page) && (ref?.page ?? -1) >= 0).toBe(true);
        expect(ref?.token === null || PAGE_TOKEN.test(ref?.token ?? '')).toBe(true);
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad_reply', status: 502 });
      }
    }),
  );
});
