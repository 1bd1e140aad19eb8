/**
 * The JavaScript of the first list, as the production server sends it: what boots it, the page at /devices, and everything
 * that these import statically, the main part among it. The files are compressed already, so their size is what is transferred.
 */
import { readFileSync } from 'node:fs';

const PAGE = 'src/pages/devices/DevicesPage.tsx';

const manifest = JSON.parse(readFileSync(new URL('dist/manifest.json', import.meta.url), 'utf8'));

function withImports(key, found = new Set()) {
  if (manifest[key] === undefined) throw new Error(`${key} is not a chunk of the build.`);
  if (!found.has(key)) {
    found.add(key);
    for (const imported of manifest[key].imports ?? []) withImports(imported, found);
  }
  return found;
}

const chunks = withImports(PAGE, withImports('index.html'));

// oxlint-disable-next-line import/no-default-export -- what size-limit reads
export default [
  {
    name: 'first list, JavaScript in brotli',
    path: [...chunks].map((key) => `dist/client/${manifest[key].file}.br`),
    limit: '140 kB',
    gzip: false,
    brotli: false,
  },
];
