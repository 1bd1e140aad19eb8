/** `npm run build`: the client with precompressed copies, then the server. Prints a few lines. */
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import { build as viteBuild } from 'vite';

import { chunkGroups, isFirstList } from './chunks.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const client = join(root, 'dist', 'client');

/** Not `.html`: the server writes the session into the document, so a copy made now would be the wrong one. */
const TEXT = new Set(['.css', '.js', '.json', '.svg', '.txt', '.webmanifest']);

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

async function textAssets() {
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Writes `file.br` and `file.gz`; answers the sizes in bytes. */
async function compress(file) {
  const bytes = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  const [br, gz] = await Promise.all([brotli(bytes, { params }), deflate(bytes, { level: 9 })]);
  await Promise.all([writeFile(`${file}.br`, br), writeFile(`${file}.gz`, gz)]);
  return { raw: bytes.length, brotli: br.length };
}

/**
 * Read by V8 as the first line of a script: all its functions are wanted at once. It then compiles them while the script
 * comes in, beside the main thread, instead of one by one on it when they are first called.
 */
const COMPILE_HINT = '//# allFunctionsCalledOnLoad\n';

/**
 * Puts the hint before the two scripts of the first list. Not by the bundler's `postBanner`: Vite writes a line of its own before that.
 * Their names do not change: they are hashes of what came before.
 */
async function hintFirstList() {
  const manifest = JSON.parse(await readFile(join(root, 'dist', 'manifest.json'), 'utf8'));
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!isFirstList(key, chunk)) continue;
    const file = join(client, chunk.file);
    await writeFile(file, COMPILE_HINT + (await readFile(file, 'utf8')));
  }
}

async function buildClient() {
  await viteBuild({
    root,
    logLevel: 'warn',
    build: {
      outDir: client,
      emptyOutDir: true,
      manifest: true,
      reportCompressedSize: false,
      rolldownOptions: { output: { codeSplitting: { groups: await chunkGroups(root) } } },
    },
  });
  // Out of the served folder: it tells how the source is laid out, which is nobody's business but the server's.
  await rename(join(client, '.vite', 'manifest.json'), join(root, 'dist', 'manifest.json'));
  await rm(join(client, '.vite'), { recursive: true });
  await hintFirstList();
  return Promise.all((await textAssets()).map(compress));
}

async function buildServer() {
  await viteBuild({
    root,
    logLevel: 'warn',
    build: {
      ssr: 'server/main.ts',
      outDir: join(root, 'dist', 'server'),
      emptyOutDir: true,
      copyPublicDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  });
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** Builds both into `dist/`. @throws when either does not build; Vite has said why */
export async function build() {
  const started = performance.now();
  const files = await buildClient();
  const size = `${kilobytes(sum(files.map((file) => file.raw)))}, ${kilobytes(sum(files.map((file) => file.brotli)))} in brotli`;
  console.log(`dist${sep}client  ${files.length} text files, ${size}`);
  await buildServer();
  console.log(`dist${sep}server  built; ${((performance.now() - started) / 1000).toFixed(1)} s in all`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await build();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
