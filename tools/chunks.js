/** How the client's code is cut into files: three for the first list, with nothing in them that it does not need. */
import { join } from 'node:path';

import { normalizePath } from 'vite';

const PAGE = 'src/pages/devices/DevicesPage.tsx';

/** Adds a module and all that it imports statically, to the end. */
function withImports(id, graph, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) withImports(imported, graph, found);
  return found;
}

/**
 * Groups for Rolldown: one file of what every page needs, and one of what the list shares with any other. By itself it
 * makes a file for each set of pages that share something: fifteen requests to the first list.
 */
export function chunkGroups(root) {
  let list;
  const shared = (id, graph) => {
    list ??= withImports(normalizePath(join(root, PAGE)), graph);
    return list.has(id) ? 'shared' : null;
  };
  return [
    { name: 'main', tags: ['$initial'], priority: 1 },
    { name: shared, debugName: 'shared', minShareCount: 2 },
  ];
}
