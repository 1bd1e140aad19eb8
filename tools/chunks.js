/** How the client's code is cut into files: two for the first list, with nothing in them that it does not need, and what boots it. */
import { build as viteBuild } from 'vite';

const BOOT = 'index.html';
const ENTRY = 'src/main.tsx';
const MAIN = 'main';
const PAGE = 'src/pages/devices/DevicesPage.tsx';
/** Loaded instead of the entry. To import anything from the entry's file would run it. */
const INSTEAD = 'src/left-workers.ts';
/** The two files in the manifest: the main part is named by its group, the page by its source. */
export const isFirstList = (key, { name }) => name === MAIN || key === PAGE;

/** A file and all that it imports statically, to the end. */
function withImports(name, files, found = new Set()) {
  const file = files.get(name);
  if (file === undefined || found.has(file)) return found;
  found.add(file);
  for (const imported of file.imports) withImports(imported, files, found);
  return found;
}

const modules = (files) => new Set([...files].flatMap((file) => Object.keys(file.modules)));

/**
 * The modules of the two files, and of the one that is run before them. `boot`: what the document begins with, and what it shares
 * with anything else; `main`: what the entry needs, and what the list shares with anything else; `list`: what it alone needs.
 * The bundler itself is asked, in a build that is not kept: only it knows what is left of a library once it has thrown away what
 * nobody uses, and who uses the rest. By the import statements alone each icon of every page belonged to the first list.
 */
async function firstList(root) {
  const built = await viteBuild({
    root,
    logLevel: 'warn',
    // Each set of pages that share something gets a file, and none of them is made part of another.
    build: { write: false, minify: false, reportCompressedSize: false, rolldownOptions: { experimental: { chunkOptimization: false } } },
  });
  const files = new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
  const begins = (path) => [...files.values()].find((file) => file.facadeModuleId?.endsWith(path));
  const page = begins(PAGE);
  const entry = begins(ENTRY);
  const boot = begins(BOOT);
  const instead = begins(INSTEAD);
  if ([page, entry, boot, instead].includes(undefined)) throw new Error(`${PAGE}, ${ENTRY}, ${BOOT} or ${INSTEAD} is not a file of its own.`);
  const before = withImports(boot.fileName, files, withImports(instead.fileName, files));
  before.delete(instead);
  const all = withImports(page.fileName, files, withImports(entry.fileName, files));
  for (const file of [page, ...before]) all.delete(file);
  return { boot: modules(before), main: modules(all), list: new Set(Object.keys(page.modules)) };
}

/**
 * Groups for Rolldown. By itself it makes a file for each set of pages that share something: fifteen requests to the first
 * list, and one for each icon that two dialogs have in common.
 */
export async function chunkGroups(root) {
  const { boot, main, list } = await firstList(root);
  return [
    { name: 'boot', test: (id) => boot.has(id) },
    { name: MAIN, test: (id) => main.has(id) },
    { name: 'icons', test: (id) => id.includes('lucide-react') && !list.has(id) },
  ];
}
