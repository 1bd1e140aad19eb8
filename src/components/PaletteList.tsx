import { ArrowRight, Ban, ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { KeyCaps } from '#ui/KeyCaps.tsx';
import { optionId, type PaletteGroup, type PaletteItem } from './palette-items.ts';

interface PaletteListProps {
  /** What the ids of its parts begin with. */
  readonly id: string;
  readonly groups: readonly PaletteGroup[];
  /** The item that Enter takes. */
  readonly active: string | null;
  readonly busy: boolean;
  readonly onPoint: (id: string) => void;
  readonly onTake: (item: PaletteItem) => void;
}

/** What the palette offers, by its kind. What cannot be done now is there, too, and says why. */
export function PaletteList({ id, groups, active, busy, onPoint, onTake }: PaletteListProps) {
  useEffect(() => {
    if (active !== null) document.getElementById(optionId(id, active))?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);
  const nothing = groups.every(({ items }) => items.length === 0);
  return (
    <>
      <div id={`${id}list`} role="listbox" aria-label={t`What there is`} aria-busy={busy} className={cx('min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5', nothing && 'hidden')}>
        {groups.map((group) => (
          group.items.length > 0 && (
            <div key={group.name} role="group" aria-label={group.name} className="pb-1">
              <div aria-hidden className="px-2.5 pt-2 pb-1 text-xs font-semibold text-ink-2">
                {group.name}
              </div>
              {group.items.map((item) => (
                <Option key={item.id} id={optionId(id, item.id)} item={item} active={item.id === active} onPoint={onPoint} onTake={onTake} />
              ))}
            </div>
          )
        ))}
      </div>
      <Notes groups={groups} nothing={nothing && !busy} />
    </>
  );
}

interface OptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly active: boolean;
  readonly onPoint: (id: string) => void;
  readonly onTake: (item: PaletteItem) => void;
}

function Option({ id, item, active, onPoint, onTake }: OptionProps) {
  const { label, detail, key, blocked = null, to } = item;
  const Icon = blocked === null ? (to === null ? ChevronRight : ArrowRight) : Ban;
  return (
    // The focus stays in the field, which says by aria-activedescendant which one it is on, and has the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={blocked !== null || undefined}
      onPointerMove={() => active || onPoint(item.id)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onTake(item)}
      className={cx('flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1 text-base pointer-coarse:min-h-11', active && 'bg-accent-tint forced-colors:outline', blocked !== null && 'text-ink-2')}
    >
      <Icon aria-hidden size={15} className="shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <bdi className="block truncate">{label}</bdi>
        {detail !== undefined && <bdi className="block truncate text-xs text-ink-2 sm:hidden">{detail}</bdi>}
        {blocked !== null && <span className="block text-xs wrap-anywhere">{blocked}</span>}
      </span>
      {detail !== undefined && <bdi className="max-w-[45%] shrink-0 truncate text-xs text-ink-2 max-sm:hidden">{detail}</bdi>}
      {key !== undefined && (
        <span aria-hidden className="shrink-0">
          <KeyCaps keys={key} />
        </span>
      )}
    </div>
  );
}

function Notes({ groups, nothing }: { readonly groups: readonly PaletteGroup[]; readonly nothing: boolean }) {
  const notes = groups.flatMap(({ note }) => note ?? []);
  return (
    // Always rendered, so that its text is announced; without text it takes no space.
    <div role="status">
      {(nothing || notes.length > 0) && (
        <div className="border-t border-line px-4 py-2 text-xs text-ink-2">
          {nothing && <p>{t`Nothing else matches.`}</p>}
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
    </div>
  );
}
