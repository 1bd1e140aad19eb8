import type { Completion } from '#fleet/complete.ts';
import { visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';

interface SearchListProps {
  readonly id: string;
  readonly offered: readonly Completion[];
  readonly active: number;
  readonly onTake: (completion: Completion) => void;
}

/** What the search box offers for the part at the caret. The focus stays in the box. */
export function SearchList({ id, offered, active, onTake }: SearchListProps) {
  return (
    <>
      <div
        id={id}
        role="listbox"
        aria-label={t`Suggestions`}
        className="absolute top-full right-0 left-0 z-40 mt-1 max-h-[min(22rem,50dvh)] overflow-y-auto overscroll-contain rounded-lg border border-line-strong bg-raised p-1 shadow-xl empty:hidden"
      >
        {offered.map((one, i) => (
          // The keys are those of the box, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={one.label}
            tabIndex={-1}
            id={`${id}${i}`}
            role="option"
            aria-selected={i === active}
            ref={i === active ? showIt : undefined}
            onMouseDown={stayInBox}
            onClick={() => onTake(one)}
            className={cx('flex cursor-default items-baseline gap-3 rounded px-2 py-1.5 hover:bg-hover pointer-coarse:min-h-11 pointer-coarse:items-center', i === active && 'bg-accent-tint hover:bg-accent-tint')}
          >
            <bdi className="min-w-0 truncate font-mono text-sm text-ink">{visible(one.label)}</bdi>
            <span className="ml-auto truncate text-sm text-ink-3">{one.about}</span>
          </div>
        ))}
      </div>
      <p role="status" className="sr-only">
        {/* The same however many they are: it is said once, and not with each letter. */}
        {offered.length > 0 && t`Suggestions: the arrow keys choose`}
      </p>
    </>
  );
}

const stayInBox = (event: { preventDefault: () => void }): void => event.preventDefault();

const showIt = (option: HTMLElement | null): void => option?.scrollIntoView({ block: 'nearest' });
