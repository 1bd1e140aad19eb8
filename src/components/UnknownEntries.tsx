import { clip, visible } from '#lib/text.ts';
import { number, t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';

const SHOWN = 100;

/** What was pasted and is no device, to be looked at and copied. */
export function UnknownEntries({ unknown }: { readonly unknown: readonly string[] }) {
  if (unknown.length === 0) return null;
  return (
    <div className="flex items-start gap-2">
      <ul aria-label={t`Unknown`} className="max-h-32 min-w-0 flex-1 overflow-y-auto rounded-md border border-line bg-surface px-2 py-1 font-mono text-xs">
        {unknown.slice(0, SHOWN).map((entry) => (
          <li key={entry} className="truncate">
            <bdi>{clip(visible(entry), 200)}</bdi>
          </li>
        ))}
        {unknown.length > SHOWN && <li className="text-ink-3">{t`and ${number(unknown.length - SHOWN)} more`}</li>}
      </ul>
      <CopyButton text={unknown.join('\n')} what={t`the unknown ones`} label={t`Copy`} className="h-7" />
    </div>
  );
}
