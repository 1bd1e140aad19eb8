import { Check, ChevronDown } from 'lucide-react';
import { Suspense, useRef, useState, type FocusEvent, type WheelEvent } from 'react';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import { useMedia } from '#components/media.ts';
import { parseQuery } from '#fleet/query.ts';
import { toggleTerm } from '#fleet/query-terms.ts';
import type { Facet, FacetValue } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { number, t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { late } from '#ui/late.ts';

const FacetMenu = late(async () => (await import('./FacetMenu.tsx')).FacetMenu);

const NAMES: Record<Facet['name'], string> = { needs: t`Needs attention`, alignment: t`Alignment`, update: t`Update`, app: t`App`, logging: t`Logging` };
/** Wide enough for every value of the short facets; narrower, they open a list like the others, so that none is out of sight. */
const WIDE = '(min-width: 2300px)';
/** In the order of what is asked for most; those with any number of values open a list. */
const ORDER: readonly { readonly name: Facet['name']; readonly listed: boolean | 'unless wide' }[] = [
  { name: 'needs', listed: false },
  { name: 'app', listed: true },
  { name: 'update', listed: true },
  { name: 'alignment', listed: 'unless wide' },
  { name: 'logging', listed: 'unless wide' },
];

interface FacetBarProps {
  readonly facets: readonly Facet[];
  /** The counts are those of what has been read, and will grow. */
  readonly partial: boolean;
  /** What is searched for now. */
  readonly q: string;
  readonly onQuery: (q: string) => void;
}

/** What can be chosen with a click, each with how many rows it leaves. A choice is a term of the search, no more. */
export function FacetBar({ facets, partial, q, onQuery }: FacetBarProps) {
  // Counts that may still grow have room to; it is not taken back under somebody's pointer.
  const [roomy, setRoomy] = useState(partial);
  if (partial && !roomy) setRoomy(true);
  const wide = useMedia(WIDE);
  const choose = (value: FacetValue): void => onQuery(toggleTerm(q, value.term));
  const groups = ORDER.flatMap(({ name, listed }) => {
    const values = facets.find((facet) => facet.name === name)?.values ?? [];
    return values.length === 0 ? [] : { name, listed: listed === true || (listed !== false && !wide), values };
  });
  const codes = parseQuery(q).terms.flatMap((term) => (term.field === 'err' && !term.not && term.code !== null && term.code !== 'any' ? [term.code] : []));
  if (groups.length === 0) return null;
  return (
    // It follows the focus of what stands in it, and is not operated by itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div onWheel={sideways} onFocus={intoSight} role="group" aria-label={partial ? t`Filters, counted so far` : t`Filters`} className="flex min-w-0 items-center gap-2 max-lg:strip">
      {/* Beside each other they take as much room as their counts do: where that is too little they move, and the lists stay in sight. */}
      <div onWheel={sideways} className="flex items-center gap-2 max-lg:contents lg:strip lg:min-w-0 empty:hidden!">
        {groups.map(({ name, listed, values }) => listed || <Chips key={name} name={NAMES[name]} values={values} roomy={roomy} onChoose={choose} />)}
      </div>
      {codes.slice(0, 1).map((code) => (
        <CodeMeaning key={code} code={code} className="shrink-0 truncate text-sm text-ink-2 lg:max-w-80" />
      ))}
      {groups.map(({ name, listed, values }) => listed && <Listed key={name} name={NAMES[name]} values={values} onChoose={choose} />)}
    </div>
  );
}

/** A wheel turns one way; the page itself does not scroll. */
function sideways({ currentTarget, deltaY, deltaMode }: WheelEvent): void {
  const unit = deltaMode === 0 ? 1 : deltaMode === 1 ? LINE : currentTarget.clientWidth;
  currentTarget.scrollLeft += deltaY * unit;
}

/** Browsers leave alone what is in sight with a part of it. Not under a pointer: the click that follows would hit what moved there. */
function intoSight({ target }: FocusEvent): void {
  if (target.matches(':focus-visible')) target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** What some browsers count a wheel in, px. */
const LINE = 16;

/** What is called by one word and counted in two ways says so. */
export const ABOUT: Readonly<Record<string, string | undefined>> = {
  'needs:stuck': t`On its way for too long, without a failed update: each device counts once, for the first thing that is wrong with it`,
  'is:stuck': t`On its way for too long, whether or not its update failed`,
};
export const BESIDES: Readonly<Record<string, string | undefined>> = { 'needs:stuck': t`, not failed`, 'is:stuck': t`, failed too` };

const CHIP = 'relative inline-flex h-6.5 shrink-0 items-center gap-1.5 rounded-full border border-line-strong bg-surface px-2 text-xs whitespace-nowrap text-ink-2 hover:bg-hover pointer-coarse:h-11 pointer-coarse:px-3.5 pointer-coarse:text-sm';
const ON = 'border-accent bg-accent-tint font-medium text-ink hover:bg-accent-tint';

/** A choice and its count; the mark of the one that is chosen is not its colour alone. */
function Words({ value, roomy }: { readonly value: FacetValue; readonly roomy: boolean }) {
  return (
    <>
      {value.on && <Check aria-hidden size={12} className="text-accent" />}
      <bdi>{facetLabel(value)}</bdi>
      <span className="sr-only">{BESIDES[value.term]}</span>{' '}
      <span className={cx('text-ink-3 tabular-nums', roomy && 'min-w-[4.5ch] text-left')}>{facetCount(value)}</span>
    </>
  );
}

/** What stands on a choice: our word, or the API's own made safe to look at. */
export function facetLabel({ label }: FacetValue): string {
  return clip(visible(label), 60);
}

/** How many rows it leaves; an ellipsis while that cannot be told. */
export function facetCount({ count }: FacetValue): string {
  return count === null ? '…' : number(count);
}

interface ChoiceProps {
  readonly name: string;
  readonly values: readonly FacetValue[];
  readonly onChoose: (value: FacetValue) => void;
}

/** A facet with few values: all of them. */
function Chips({ name, values, roomy, onChoose }: ChoiceProps & { readonly roomy: boolean }) {
  return (
    <fieldset className="flex shrink-0 items-center gap-1.5">
      <legend className="float-left pr-1.5 text-xs text-ink-3 max-2xl:sr-only">{name}</legend>
      {values.map((value) => (
        <button
          key={value.term}
          type="button"
          aria-pressed={value.on}
          // A global attribute of ARIA 1.3; the rule knows 1.2.
          // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
          aria-description={ABOUT[value.term]}
          data-tip={ABOUT[value.term]}
          onClick={() => onChoose(value)}
          className={cx(CHIP, value.on && ON)}
        >
          <Words value={value} roomy={roomy} />
        </button>
      ))}
    </fieldset>
  );
}

/** A facet with many values: a button that says what is chosen, and opens the list. */
function Listed({ name, values, onChoose }: ChoiceProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const chosen = values.find(({ on }) => on);
  return (
    <>
      <button ref={button} type="button" aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)} className={cx(CHIP, 'max-w-60 rounded-md', chosen && ON)}>
        {chosen && <Check aria-hidden size={12} className="shrink-0 text-accent" />}
        <span className="truncate">
          {name}
          {chosen && (
            <>
              : <bdi>{facetLabel(chosen)}</bdi>
            </>
          )}
        </span>
        <ChevronDown aria-hidden size={12} className="shrink-0" />
      </button>
      {open && (
        <Suspense fallback={null}>
          <FacetMenu anchor={button} title={name} values={values} onChoose={onChoose} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
