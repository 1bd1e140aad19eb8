import { session } from '#api/session.ts';
import { saveFile } from '#components/save-file.ts';
import { fileName, formWord, type CsvForm } from '#lib/csv.ts';
import { isRollout } from '#rollouts/plan.ts';
import { csvPieces, jsonPieces } from '#rollouts/run-file.ts';
import type { RunView } from './run-view.ts';

const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' } as const;

/** Saves a run as a file, CSV in one of its forms or JSON, as it is at this moment, piece by piece: thousands of devices are not to be felt. */
export async function exportRun({ ledger, words, interrupted, now }: RunView, form: CsvForm | 'json'): Promise<void> {
  const format = form === 'json' ? form : 'csv';
  const { simulated, apiHost, accountSid } = session();
  const facts = { ledger: ledger.copy(), status: words.text, interrupted, simulated, apiHost, accountSid, now };
  const parts: Blob[] = [];
  for (const piece of form === 'json' ? jsonPieces(facts) : csvPieces(facts, form)) {
    parts.push(new Blob([piece]));
    await breath();
  }
  saveFile(fileName(isRollout(ledger.plan) ? 'rollout' : 'bulk', new Date(), [ledger.plan.title, form === 'json' ? '' : formWord(form)], format), parts, TYPES[format]);
}

/** Lets the page draw, and answer, in between. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
