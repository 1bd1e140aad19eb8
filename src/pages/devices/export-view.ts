import { serverNow } from '#api/clock.ts';
import { exportName, type ExportContext, type ExportFormat } from '#fleet/export.ts';
import { fleet } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import type { Selection } from '#fleet/view.ts';
import { permalink } from '#components/permalink.ts';
import { saveFile } from '#components/save-file.ts';
import { paths } from '../../paths.ts';
import { sortText } from './list-sort.ts';

interface ExportJob {
  readonly format: ExportFormat;
  readonly selection: Selection;
  readonly limits: StuckAfter;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Of the sids that were selected there may be thousands: they are in the file, and in no link. */
function linkOf({ q, sort, list }: Selection): string | null {
  return list === null ? permalink(paths.devices({ q, sort: sortText(sort) })) : null;
}

/**
 * Saves every row of a view as a file, chunk by chunk, and answers how many there were. The head is made last, when count
 * and completeness are known, and stands in front. Rejects with an AbortError when it was cancelled: nothing is saved then.
 */
export async function exportView({ format, selection, limits, signal, onProgress }: ExportJob): Promise<number> {
  const now = serverNow();
  let apps: ExportContext['apps'] | null = null;
  let appsKnown = fleet.status().appsKnown;
  const parts: Blob[] = [];
  const { total, coverage } = await fleet.exportRows(
    selection,
    limits,
    (rows, done, all, { named, known }) => {
      // Names of Apps are an addition: without them the file has their SIDs.
      apps ??= new Map(named?.map((app) => [app.sid, app]));
      appsKnown = known;
      // A Blob for each chunk: written as UTF-8 piece by piece, and not all of it in the end, which would take a second.
      parts.push(new Blob([format.rows(rows, { apps, appsKnown: known, limits, now }, parts.length === 0)]));
      onProgress(done, all);
    },
    signal,
  );
  signal.throwIfAborted();
  saveFile(exportName(selection, new Date(), format), [format.head({ selection, total, coverage, now, link: linkOf(selection), appsKnown }), ...parts, format.tail], format.type);
  return total;
}
