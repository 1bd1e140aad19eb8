import { describe, expect, it } from 'vitest';
import { readTextFile } from './read-text-file.ts';

const read = (content: BlobPart): ReturnType<typeof readTextFile> => readTextFile(new File([content], 'a.pem'));

describe('a file that becomes a value', () => {
  it('is text, whatever its line ends, without a byte order mark', async () => {
    expect(await read('a\r\nb\u{1F600}')).toEqual({ text: 'a\r\nb\u{1F600}', name: 'a.pem' });
    expect(await read('\u{FEFF}a')).toEqual({ text: 'a', name: 'a.pem' });
    expect(await read('')).toEqual({ text: '', name: 'a.pem' });
    expect(await read('\u{1F600}'.repeat(4096))).toHaveProperty('text');
  });

  it('is refused with a sentence where it is anything else', async () => {
    expect(await read(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toEqual({ problem: 'The file is no text in UTF-8.' });
    expect(await read('a\0b')).toEqual({ problem: 'The file holds null characters: it is no text.' });
    expect(await read('x'.repeat(4097))).toEqual({ problem: 'The file has 4,097 characters; a value has at most 4,096.' });
    const never = { name: 'big', size: 5e9, arrayBuffer: () => Promise.reject(new Error('it was read')) };
    expect(await readTextFile(never)).toEqual({ problem: 'The file has 5,000,000,000 bytes; a value has at most 4,096 characters.' });
    expect(await readTextFile({ ...never, size: 1 })).toEqual({ problem: 'The browser could not read the file.' });
  });
});
