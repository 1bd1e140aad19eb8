/**
 * The built console, read into memory once. A path is a key of a map and never a path of a disk: nothing outside the
 * build can be reached, whatever the address looks like.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { type Manifest, readManifest } from './preload.ts';
import { accepts, PAGE_HEADERS } from './reply.ts';

type Bytes = Buffer<ArrayBuffer>;

/** One file in memory, in the encodings that there are of it. */
export interface File {
  plain: Bytes;
  br: Bytes | null;
  gzip: Bytes | null;
  headers: Record<string, string>;
}

/** Files by address, e.g. `/assets/main-B2x1.js`. */
export type Files = ReadonlyMap<string, File>;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

interface Built {
  readonly files: Files;
  readonly html: string;
  readonly manifest: Manifest;
  /** Names this build: the document names the entry by a hash, and the entry all other code. */
  readonly build: string;
}

/** Reads a build, and its manifest, which lies beside the folder. Dot files, links, source maps and kinds of files that a build has not are left out. */
export function readFiles(folder: string): Built {
  const files = new Map<string, File>();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const full = path.join(entry.parentPath, entry.name);
    const address = `/${path.relative(folder, full).split(path.sep).join('/')}`;
    const type = TYPES[path.extname(entry.name)];
    if (!entry.isFile() || type === undefined || address.includes('/.') || address === '/index.html') continue;
    files.set(address, createFile(readFileSync(full), type, address.startsWith('/assets/'), sibling(full)));
  }
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  return {
    files,
    html,
    build: digest(html).slice(0, 12),
    manifest: readManifest(path.join(folder, '../manifest.json')),
  };
}

/** The document: it carries the session's token, so nobody may keep it. Compressed here, once. */
export function createDocument(html: string): File {
  const plain = Buffer.from(html);
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return { plain, br: Buffer.from(brotliCompressSync(plain)), gzip: Buffer.from(gzipSync(plain)), headers };
}

function sibling(full: string): (extension: string) => Bytes | null {
  return (extension) => {
    try {
      return readFileSync(full + extension);
    } catch {
      return null;
    }
  };
}

/** Files under /assets have the hash of their content in their name and never change. */
function createFile(plain: Bytes, type: string, hashed: boolean, read: (extension: string) => Bytes | null): File {
  return {
    plain,
    br: read('.br'),
    gzip: read('.gz'),
    headers: {
      'content-type': type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: `"${digest(plain).slice(0, 27)}"`,
    },
  };
}

function digest(of: string | Bytes): string {
  return createHash('sha256').update(of).digest('base64url');
}

/** Answers with a file in the best encoding that the browser takes. */
export function sendFile(file: File, request: Request, status = 200): Response {
  const { etag } = file.headers;
  const headers = { ...PAGE_HEADERS, ...file.headers, vary: 'accept-encoding' };
  if (etag !== undefined && request.headers.get('if-none-match') === etag) {
    return new Response(null, { status: 304, headers });
  }
  const accepted = request.headers.get('accept-encoding') ?? '';
  const encoding = ['br', 'gzip'].find((name) => file[name === 'br' ? 'br' : 'gzip'] !== null && accepts(accepted, name));
  if (encoding === undefined) return new Response(file.plain, { status, headers });
  const bytes = encoding === 'br' ? file.br : file.gzip;
  return new Response(bytes, { status, headers: { ...headers, 'content-encoding': encoding } });
}
