import { useMemo, useState } from 'react';
import { Link } from 'react-router-dom';
import { clip, visible } from '#lib/text.ts';
import { STATES, type ItemState, type Ledger } from '#rollouts/ledger.ts';
import { noteWords, outcomeName } from '#rollouts/run-words.ts';
import { Button } from '#ui/Button.tsx';
import { paths } from '../../paths.ts';

const STEP = 100;

/** What came of each device; what needs a look first. */
export function Outcomes({ ledger, version }: { readonly ledger: Ledger; readonly version: number }) {
  const [only, setOnly] = useState<ItemState | 'all'>('all');
  const [shown, setShown] = useState(STEP);
  const { plan } = ledger;
  const landing = plan.landing !== null;
  // oxlint-disable-next-line react/exhaustive-deps -- the ledger is the same object, with more in it
  const indexes = useMemo(() => (only === 'all' ? ledger.indexes('failed', 'unknown', 'stuck', 'skipped', 'sending', 'pending', 'done', 'waiting') : ledger.indexes(only)), [ledger, only, version]);
  return (
    <section aria-label="Devices" className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        <h2 className="flex-1 text-base font-semibold">Devices</h2>
        <select aria-label="Outcome" value={only} onChange={(event) => setOnly(STATES.find((state) => state === event.target.value) ?? 'all')} className="h-8 rounded-md border border-line-strong bg-surface px-2 text-sm">
          <option value="all">all</option>
          {STATES.map((state) => (
            <option key={state} value={state}>
              {outcomeName(state, landing)}
            </option>
          ))}
        </select>
      </div>
      <table className="w-full text-sm">
        <thead className="text-left text-xs text-ink-2">
          <tr>
            <th className="px-4 py-1.5 font-medium">Device</th>
            <th className="px-4 py-1.5 font-medium">Outcome</th>
            <th className="px-4 py-1.5 font-medium">Why</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {indexes.slice(0, shown).map((index) => {
            const item = plan.items[index];
            return (
              item && (
                <tr key={item.sid}>
                  <td className="max-w-60 truncate px-4 py-1.5">
                    <Link to={paths.device(item.sid)} className="hover:underline">
                      <bdi>{clip(visible(item.seen.name ?? item.sid), 120)}</bdi>
                    </Link>
                  </td>
                  <td className="px-4 py-1.5 whitespace-nowrap">{outcomeName(ledger.state(index), landing)}</td>
                  <td className="px-4 py-1.5 text-ink-2 wrap-anywhere">{visible(noteWords(ledger.note(index)))}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
      {indexes.length > shown && (
        <div className="border-t border-line px-4 py-2">
          <Button onClick={() => setShown(shown + STEP)}>Show {Math.min(STEP, indexes.length - shown).toLocaleString('en')} more of {indexes.length.toLocaleString('en')}</Button>
        </div>
      )}
    </section>
  );
}
