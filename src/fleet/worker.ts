/** The Worker: one FleetHost with the browser's locks, channel and clock, and nothing else. */
import { expose } from 'comlink';
import { adoptSkew, onSkew } from '#api/clock.ts';
import { holdCalls, onHold } from '#api/client.ts';
import type { Session } from '#api/schema.ts';
import { adoptSession } from '#api/session.ts';
import { sleep } from '#lib/backoff.ts';
import { adoptTexts } from '#texts/adopt.ts';
import type { Texts } from '#texts/words.ts';
import { FleetHost } from './host.ts';
import type { TriageDesk } from './triage-desk.ts';
import type { FleetStatus, Pace } from './view.ts';

/** A page is told at most so often: the index changes with every page that is read. */
const TELL_MS = 200;

export interface WorkerStart {
  readonly session: Session;
  readonly pace: Pace;
  readonly visible: boolean;
  /** What this page's clock is off by. */
  readonly skew: number;
  /** Of another language than English. What the Worker runs holds no words outside of functions: it is told them here. */
  readonly texts: Texts | null;
}

/** What the worker tells its page. */
export type WorkerNews =
  | { readonly kind: 'status'; readonly status: FleetStatus }
  | { readonly kind: 'hold'; readonly held: Parameters<typeof holdCalls> }
  | { readonly kind: 'skew'; readonly ms: number };

let host: FleetHost | null = null;

function started(): FleetHost {
  if (host === null) throw new Error('The fleet’s worker has not been started.');
  return host;
}

const triage = (): Promise<TriageDesk> => started().triage();

const face = {
  start({ session, pace, visible, skew, texts }: WorkerStart, tell: (news: WorkerNews) => void): void {
    if (texts !== null) adoptTexts(texts);
    adoptSession(session);
    adoptSkew(skew);
    onHold((...held) => tell({ kind: 'hold', held }));
    onSkew((ms) => tell({ kind: 'skew', ms }));
    // No locks outside a secure context: then each tab is on its own.
    const locks = globalThis.navigator.locks ?? null;
    const onStatus = throttled(TELL_MS, () => tell({ kind: 'status', status: started().status() }));
    const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const openChannel = locks === null ? null : (name: string): BroadcastChannel => new BroadcastChannel(name);
    host = new FleetHost({ fleetId: session.fleetId, id, locks, openChannel, now: Date.now, random: Math.random, sleep, onStatus }, { pace, visible });
  },
  hold: (...held: Parameters<typeof holdCalls>): void => holdCalls(...held),
  skew: (ms: number): void => adoptSkew(ms),
  set: (choice: Parameters<FleetHost['set']>[0]): void => started().set(choice),
  saw: (...given: Parameters<FleetHost['saw']>): void => started().saw(...given),
  dropApp: (sid: string): void => started().dropApp(sid),
  refresh: (...given: Parameters<FleetHost['refresh']>) => started().refresh(...given),
  answerShrink: (take: boolean): void => started().answerShrink(take),
  forget: () => started().forget(),
  view: (...given: Parameters<FleetHost['view']>) => started().view(...given),
  overview: (...given: Parameters<FleetHost['overview']>) => started().overview(...given),
  place: (...given: Parameters<FleetHost['place']>) => started().place(...given),
  rows: (...given: Parameters<FleetHost['rows']>) => started().rows(...given),
  sids: (...given: Parameters<FleetHost['sids']>) => started().sids(...given),
  history: (...given: Parameters<FleetHost['history']>) => started().history(...given),
  kinship: (...given: Parameters<FleetHost['kinship']>) => started().kinship(...given),
  vocabulary: (...given: Parameters<FleetHost['vocabulary']>) => started().vocabulary(...given),
  freeze: (...given: Parameters<FleetHost['freeze']>) => started().freeze(...given),
  frozen: (...given: Parameters<FleetHost['frozen']>) => started().frozen(...given),
  thaw: (...given: Parameters<FleetHost['thaw']>): void => started().thaw(...given),
  walk: (...given: Parameters<FleetHost['walk']>) => started().walk(...given),
  triageAbout: async (...given: Parameters<TriageDesk['about']>) => (await triage()).about(...given),
  triageAct: async (...given: Parameters<TriageDesk['act']>) => (await triage()).act(...given),
  triageUndo: async (...given: Parameters<TriageDesk['undo']>) => (await triage()).undo(...given),
  triageNote: async (...given: Parameters<TriageDesk['note']>) => (await triage()).note(...given),
  triageNotes: async (...given: Parameters<TriageDesk['notes']>) => (await triage()).notes(...given),
  triageSummary: async () => (await triage()).summary(),
  triageFile: async () => (await triage()).file(),
  triageTakeFile: async (...given: Parameters<TriageDesk['takeFile']>) => (await triage()).takeFile(...given),
};
export type WorkerFace = typeof face;

expose(face);

/** The first call is passed on at once, those that follow too soon together at the end of the pause. */
function throttled(ms: number, tell: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const run = (): void => {
    if (timer !== null) {
      again = true;
      return;
    }
    again = false;
    // Not within the call that caused it: the host may still be under construction.
    queueMicrotask(tell);
    timer = setTimeout(() => {
      timer = null;
      if (again) run();
    }, ms);
  };
  return run;
}
