import type { NearEntry } from '#fleet/view.ts';
import { clip, visible } from '#lib/text.ts';
import { number, t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { toldApart } from './lookalikes.ts';

const SHOWN = 100;

interface UnknownEntriesProps {
  readonly unknown: readonly string[];
  /** Names that may have been meant by some of these; one that is used takes the place of the entry. */
  readonly offer?: { readonly near: readonly NearEntry[]; readonly onUse: (entry: string, name: string) => void };
}

/** What was pasted and is no device, to be looked at and copied; and names that are nearly it, of which none is taken unasked. */
export function UnknownEntries({ unknown, offer }: UnknownEntriesProps) {
  if (unknown.length === 0) return null;
  const names = new Map(offer?.near.map((one) => [one.entry, one.names]));
  // What can be mended first.
  const shown = [...names.keys(), ...unknown.filter((entry) => !names.has(entry))].slice(0, SHOWN);
  return (
    <div className="flex items-start gap-2">
      <ul aria-label={t`Unknown`} className="max-h-32 min-w-0 flex-1 overflow-y-auto rounded-md border border-line bg-surface px-2 py-1 font-mono text-xs">
        {shown.map((entry) => (
          <li key={entry} className="flex flex-wrap items-baseline gap-x-3">
            <bdi className="max-w-full truncate">{clip(visible(entry), 200)}</bdi>
            {offer && <Offers entry={entry} names={names.get(entry) ?? []} onUse={offer.onUse} />}
          </li>
        ))}
        {unknown.length > SHOWN && <li className="text-ink-3">{t`and ${number(unknown.length - SHOWN)} more`}</li>}
      </ul>
      <CopyButton text={unknown.join('\n')} what={t`the unknown ones`} label={t`Copy`} className="h-7" />
    </div>
  );
}

interface OffersProps extends NearEntry {
  readonly onUse: (entry: string, name: string) => void;
}

function Offers({ entry, names, onUse }: OffersProps) {
  if (names.length === 0) return null;
  const shown = toldApart(names, entry);
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2 font-sans text-ink-2">
      {t`Did you mean:`}
      {names.map((name, at) => (
        <button
          key={name}
          type="button"
          aria-label={t`Use ${clip(shown[at] ?? name, 80)} instead of ${clip(visible(entry), 80)}`}
          onClick={() => onUse(entry, name)}
          className="max-w-full truncate rounded-sm font-mono text-accent underline underline-offset-4 pointer-coarse:py-3"
        >
          <bdi>{clip(shown[at] ?? name, 200)}</bdi>
        </button>
      ))}
    </span>
  );
}
