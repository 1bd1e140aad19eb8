import { csvHead, csvLine, type Cell, type CsvForm } from '#lib/csv.ts';
import { STATES, type Ledger } from './ledger.ts';
import { changeOf, waveOf } from './plan.ts';
import { happenedLine, noteWords } from './run-words.ts';

/** A run as a file, in pieces: all of it as JSON, what came of each device as CSV. Pure. Dates in UTC. */

export interface RunFileFacts {
  readonly ledger: Ledger;
  readonly status: string;
  readonly interrupted: boolean;
  readonly simulated: boolean;
  readonly apiHost: string;
  readonly accountSid: string | null;
  /** Browser clock. */
  readonly now: number;
}

/** So many devices make a piece: what is made of it is never felt. */
const PIECE = 1_000;
const LOCAL = 'kept by the browser that drove the run, and by nobody else; the API has no history of it';

const iso = (at: number | null): string | null => (at === null || at === 0 ? null : `${new Date(at).toISOString().slice(0, 19)}Z`);

const COLUMNS = ['name', 'sid', 'wave', 'outcome', 'why', 'code', 'message', 'at', 'took_seconds', 'in_error_before', 'target_before', 'logging_before'] as const;

/** Of a run that writes Configs, besides: an empty value is not the same as none. Both empty where nothing was written. */
const CONFIG_COLUMNS = ['config_there_before', 'config_before'] as const;

function columnsOf({ plan }: Ledger): readonly string[] {
  const writes = plan.change.kind === 'config' || plan.items.some(({ change }) => change?.kind === 'config');
  return writes ? [...COLUMNS, ...CONFIG_COLUMNS] : COLUMNS;
}

/** What came of one device, in the order of the columns. */
function cellsOf(ledger: Ledger, index: number, columns: readonly string[]): Cell[] {
  const item = ledger.plan.items[index];
  const before = ledger.before(index);
  const note = ledger.note(index);
  const took = note?.took ?? null;
  return [
    item?.seen.name ?? null,
    item?.sid ?? null,
    waveOf(ledger.plan.waves, index) + 1,
    ledger.state(index),
    note?.why ?? null,
    note?.code ?? null,
    note === null || note.why === 'landed' ? null : (note.message ?? noteWords(note)),
    iso(ledger.at(index)),
    took === null ? null : Math.round(took / 1_000),
    item?.broken ?? null,
    item?.seen.target ?? null,
    item?.seen.logging ?? null,
    ...(columns.length > COLUMNS.length ? [before === undefined ? null : before !== null, before ?? null] : []),
  ];
}

export function* csvPieces({ ledger, status, interrupted, simulated, apiHost, accountSid, now }: RunFileFacts, form?: CsvForm): Generator<string> {
  const counts = ledger.counts();
  const notes = [
    `# run: ${ledger.plan.title}`,
    `# status: ${happenedLine(ledger, status, interrupted)}`,
    `# outcomes: ${STATES.map((state) => `${counts[state]} ${state}`).join(', ')}`,
    `# devices: ${ledger.plan.items.length}`,
    `# fleet: ${simulated ? 'simulated, ' : ''}${apiHost}${accountSid === null ? '' : `, ${accountSid}`}`,
    `# began: ${iso(ledger.startedAt) ?? 'not yet'}`,
    `# ended: ${iso(ledger.endedAt) ?? 'not yet'}`,
    `# exported: ${iso(now)}`,
    `# source: ${LOCAL}`,
  ];
  const columns = columnsOf(ledger);
  yield csvHead(notes, columns, form);
  for (let start = 0; start < ledger.plan.items.length; start += PIECE) {
    yield range(start, ledger).map((index) => csvLine(cellsOf(ledger, index, columns), form)).join('');
  }
}

/** The plan and what was set, the waves, the counts, and each device with what came of it and how it was before. */
export function* jsonPieces({ ledger, status, interrupted, simulated, apiHost, accountSid, now }: RunFileFacts): Generator<string> {
  const { plan } = ledger;
  const { items, waves, createdAt, ...rest } = plan;
  const waveCounts = ledger.wavesCounts();
  const head = {
    source: LOCAL,
    exported: iso(now),
    fleet: { simulated, apiHost, accountSid },
    status: ledger.status,
    statusWords: happenedLine(ledger, status, interrupted),
    pausedBecause: ledger.why,
    haltedBy: ledger.halt,
    created: iso(createdAt),
    began: iso(ledger.startedAt),
    ended: iso(ledger.endedAt),
    plan: { ...rest, devices: items.length },
    waves: waves.map((end, wave) => ({ wave: wave + 1, devices: end - (waves[wave - 1] ?? 0), counts: waveCounts[wave] })),
    counts: ledger.counts(),
    inErrorBefore: ledger.brokenCounts(),
  };
  const columns = columnsOf(ledger);
  yield `${JSON.stringify(head).slice(0, -1)},"outcomes":[\n`;
  for (let start = 0; start < items.length; start += PIECE) {
    yield range(start, ledger).map((index) => `${index === 0 ? '' : ',\n'}${JSON.stringify(objectOf(ledger, index, columns))}`).join('');
  }
  yield '\n]}\n';
}

function objectOf(ledger: Ledger, index: number, columns: readonly string[]): object {
  const item = ledger.plan.items[index];
  const cells = Object.fromEntries(cellsOf(ledger, index, columns).map((cell, column) => [columns[column] ?? '', cell]));
  return item?.change === undefined ? cells : { ...cells, change: changeOf(ledger.plan, item) };
}

function range(start: number, { plan }: Ledger): number[] {
  return Array.from({ length: Math.min(PIECE, plan.items.length - start) }, (_, offset) => start + offset);
}
