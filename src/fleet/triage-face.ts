import { queryOptions } from '@tanstack/react-query';
import { ask, KEPT } from './fleet.ts';
import type { StuckAfter } from './health.ts';
import type { TriageAct, TriageDone, TriageReading, TriageTaken, WalkRequest } from './triage-view.ts';

/** The one face of what people say of devices: everything that a page asks or tells goes through here. Apart from fleet.ts: the first list needs none of it. */
export const triage = {
  /** Puts devices aside, or brings them back. Rejects, and does nothing, where there is no room for so many. */
  act: (act: TriageAct): Promise<TriageDone> => ask((worker) => worker.triageAct(act)),
  /** Takes an act back. Rejects when it is too long ago. */
  undo: (id: string): Promise<void> => ask((worker) => worker.triageUndo(id)),
  /** Empty text deletes the note. */
  note: (sid: string, text: string): Promise<void> => ask((worker) => worker.triageNote(sid, text)),
  /** The notes of these devices, by sid. */
  notes: (sids: readonly string[]): Promise<Readonly<Record<string, string>>> => ask((worker) => worker.triageNotes(sids)),
  /** All of it as the text of a file. */
  file: (): Promise<string> => ask((worker) => worker.triageFile()),
  /** Takes such a file. Rejects, with a sentence, when it is none. */
  takeFile: (text: string): Promise<TriageTaken> => ask((worker) => worker.triageTakeFile(text)),
};

export const triageQueries = {
  about: (reading: TriageReading, limits: StuckAfter) =>
    queryOptions({ ...KEPT, queryKey: ['fleet', 'triage', 'about', reading, limits], queryFn: () => ask((worker) => worker.triageAbout(reading, limits)) }),
  summary: () => queryOptions({ ...KEPT, queryKey: ['fleet', 'triage', 'summary'], queryFn: () => ask((worker) => worker.triageSummary()) }),
  walk: (request: WalkRequest) => queryOptions({ ...KEPT, queryKey: ['fleet', 'triage', 'walk', request], queryFn: () => ask((worker) => worker.walk(request)) }),
};
