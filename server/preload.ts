/**
 * The files of code that a page needs beside the entry, named in its document: so they come together with the entry, and
 * not after it has been read and run.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

const manifestSchema = z.record(z.string(), z.object({ file: z.string(), imports: z._default(z.array(z.string()), []) }));

/** What the build made of each source: its file, and which others that imports. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Reads the manifest of a build; a build without one is served without preloads. @throws when it is no manifest */
export function readManifest(path: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

function withImports(manifest: Manifest, key: string, found = new Set<string>()): Set<string> {
  if (found.has(key)) return found;
  found.add(key);
  for (const imported of manifest[key]?.imports ?? []) withImports(manifest, imported, found);
  return found;
}

/** The document with a `modulepreload` for each file of the page that it does not load by itself. */
export function withPreloads(html: string, manifest: Manifest, page: string, basePath = '/'): string {
  const entry = withImports(manifest, 'index.html');
  const files = [...withImports(manifest, page)].flatMap((key) => (entry.has(key) ? [] : (manifest[key]?.file ?? [])));
  const links = files.map((file) => `<link rel="modulepreload" crossorigin href="${basePath}${file}">`);
  return html.replace('</head>', () => `${links.join('')}</head>`);
}
