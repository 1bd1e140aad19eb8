/** How the client's code is cut into files: two for the first list, with nothing in them that it does not need. */
import { join } from 'node:path';

import { normalizePath } from 'vite';

const ENTRY = 'index.html';
const PAGE = 'src/pages/devices/DevicesPage.tsx';
/** The two files, by what they begin with. */
export const FIRST_LIST = [ENTRY, PAGE];

/** Adds a module and all that it imports statically, to the end. */
function withImports(id, graph, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) withImports(imported, graph, found);
  return found;
}

/** Every module that is loaded on demand, by whatever these modules lead to. */
function onDemand(modules, graph, found = new Set()) {
  for (const id of modules) {
    for (const loaded of graph.getModuleInfo(id)?.dynamicallyImportedIds ?? []) {
      if (found.has(loaded)) continue;
      found.add(loaded);
      onDemand(withImports(loaded, graph), graph, found);
    }
  }
  return found;
}

/** What is loaded with the entry: what that needs, and what the list shares with anything else. */
function first(root, graph) {
  const idOf = (path) => normalizePath(join(root, path));
  const entry = withImports(idOf(ENTRY), graph);
  const list = withImports(idOf(PAGE), graph);
  for (const other of onDemand(entry, graph)) {
    if (other === idOf(PAGE)) continue;
    for (const id of withImports(other, graph)) if (list.has(id)) entry.add(id);
  }
  return entry;
}

/**
 * Groups for Rolldown. By itself it makes a file for each set of pages that share something: fifteen requests to the first
 * list.
 */
export function chunkGroups(root) {
  let modules;
  const name = (id, graph) => {
    modules ??= first(root, graph);
    return modules.has(id) ? 'main' : null;
  };
  return [{ name, debugName: 'main' }];
}
