import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { serverNow } from '#api/clock.ts';
import { useChosen } from '#components/selection.ts';
import type { Choosing } from '#rollouts/wizard-form.ts';
import { count, number, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { paths } from '../../paths.ts';
import { NewRolloutPaste } from './NewRolloutPaste.tsx';
import { NewRolloutSearch } from './NewRolloutSearch.tsx';
import type { FrozenList } from './wizard-list.ts';

const WAYS = [
  ['selection', t`Selection`],
  ['search', t`Search`],
  ['paste', t`Pasted list`],
] as const;
type Way = (typeof WAYS)[number][0];

interface NewRolloutWaysProps {
  readonly onFreeze: (list: FrozenList) => void;
  readonly choosing: Choosing;
  readonly onChoosing: (choosing: Choosing) => void;
}

/** The three ways to a frozen list. */
export function NewRolloutWays({ onFreeze, choosing, onChoosing }: NewRolloutWaysProps) {
  const chosen = useChosen();
  const way = choosing.way ?? (chosen.size > 0 ? 'selection' : 'search');
  const ways: Readonly<Record<Way, ReactNode>> = {
    selection: <FromSelection chosen={chosen} onFreeze={onFreeze} />,
    search: <NewRolloutSearch q={choosing.search} onQ={(search) => onChoosing({ ...choosing, search })} onFreeze={onFreeze} />,
    paste: <NewRolloutPaste text={choosing.paste} onText={(paste) => onChoosing({ ...choosing, paste })} onFreeze={onFreeze} />,
  };
  return (
    <div className="flex flex-col gap-3">
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-ink-2">{t`Which devices: those selected in the list, those that a search finds, or a pasted list of names and SIDs. The list is frozen then: what is selected, or matches, later on is not added.`}</legend>
        <div className="flex flex-wrap gap-x-1 gap-y-1">
          {WAYS.map(([value, label]) => (
            <label key={value} className={cx('flex h-8 items-center gap-2 rounded-md border px-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:h-11', way === value ? 'border-accent bg-accent-tint font-medium' : 'border-line-strong hover:bg-hover')}>
              <input type="radio" name="way" value={value} checked={way === value} onChange={() => onChoosing({ ...choosing, way: value })} className="size-3.5 accent-accent outline-none" />
              {label}
              {value === 'selection' && chosen.size > 0 && ` (${number(chosen.size)})`}
            </label>
          ))}
        </div>
      </fieldset>
      {ways[way]}
    </div>
  );
}

function FromSelection({ chosen, onFreeze }: Pick<NewRolloutWaysProps, 'onFreeze'> & { readonly chosen: ReadonlySet<string> }) {
  if (chosen.size === 0) {
    return (
      <p className="text-ink-2">
        {rich`Nothing is selected. Select devices in the ${<Link to={paths.devices()} className="text-ink underline underline-offset-4">
          {t`list`}
        </Link>} and come back, or find them by a search, or paste their names.`}
      </p>
    );
  }
  return (
    <div>
      <Button onClick={() => onFreeze({ sids: [...chosen], at: serverNow(), from: 'selection' })}>{rich`Freeze the ${count(chosen.size, 'selected device', 'selected devices')}`}</Button>
    </div>
  );
}
