import { Fragment } from 'react';
import { Link } from 'react-router-dom';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import { deviceLabel } from '#components/DeviceName.tsx';
import { clip } from '#lib/text.ts';
import { failuresOf, type FailureKind } from '#rollouts/failures.ts';
import type { Ledger } from '#rollouts/ledger.ts';
import { outcomeName } from '#rollouts/run-words.ts';
import { count, number, t } from '#texts/t.ts';
import { paths } from '../../paths.ts';

/** So many kinds are told, the most frequent, and so many devices of each are named. */
const KINDS = 4;
const NAMED = 3;
const LONGEST = 60;

/** What has failed in a run so far: each kind with its reason and its first devices; nothing where nothing has. */
export function Failures({ ledger }: { readonly ledger: Ledger }) {
  const kinds = failuresOf(ledger, ['failed', 'stuck', 'unknown']);
  if (kinds.length === 0) return null;
  return (
    <ul aria-label={t`Failures so far`} className="flex flex-col divide-y divide-line rounded-md border border-line bg-bg text-sm">
      {kinds.slice(0, KINDS).map((kind) => (
        <li key={`${kind.state} ${kind.words}`} className="flex flex-col gap-0.5 px-3 py-2">
          <Kind kind={kind} ledger={ledger} />
        </li>
      ))}
      {kinds.length > KINDS && <li className="px-3 py-2 text-ink-2">{t`and ${count(kinds.length - KINDS, 'other kind')}`}</li>}
    </ul>
  );
}

function Kind({ kind: { state, words, code, indexes }, ledger: { plan } }: { readonly kind: FailureKind; readonly ledger: Ledger }) {
  const more = indexes.length - NAMED;
  return (
    <>
      <span className="wrap-anywhere">
        <strong className="font-semibold">
          {number(indexes.length)} {outcomeName(state, plan.landing !== null)}
        </strong>
        : {words} <CodeMeaning code={code} className="text-ink-2" />
      </span>
      <span className="text-ink-2 wrap-anywhere">
        {indexes.slice(0, NAMED).map((index, order) => {
          const item = plan.items[index];
          return (
            item !== undefined && (
              <Fragment key={item.sid}>
                {order > 0 && ', '}
                <Link to={paths.device(item.sid)} className="rounded-sm text-ink underline underline-offset-4">
                  <bdi>{clip(deviceLabel({ sid: item.sid, unique_name: item.seen.name }), LONGEST)}</bdi>
                </Link>
              </Fragment>
            )
          );
        })}
        {more > 0 && <> {t`and ${number(more)} more`}</>}
      </span>
    </>
  );
}
