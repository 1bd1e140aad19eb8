import { Pencil, Pin, PinOff, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Link } from 'react-router-dom';
import { usePreference } from '#components/preference.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { INPUT } from '#ui/Field.tsx';
import { cx } from '#ui/cx.ts';
import { toast } from '#ui/toast.ts';
import { aboutView, LONGEST_NAME, MOST_PINNED, ownPath, pinnedOf, type SavedView } from './saved-views.ts';
import { nameProblem } from './saved-views-names.ts';
import { savedViews } from './saved-views-kept.ts';

/** A saved view: opens with a click, and can be pinned, renamed and deleted. */
export function SavedViewItem({ view, onOpen }: { readonly view: SavedView; readonly onOpen: () => void }) {
  const [views, keep] = usePreference(savedViews);
  const [renaming, setRenaming] = useState(false);
  const rename = useRef<HTMLButtonElement>(null);
  const path = ownPath(view.path);
  const name = visible(view.name);
  const replace = (change: Partial<SavedView>): boolean => keep(views.map((each) => (each.name === view.name ? { ...each, ...change } : each)));
  const closeRename = (byKey: boolean): void => {
    flushSync(() => setRenaming(false));
    if (byKey) rename.current?.focus();
  };
  if (renaming) return <RenameItem view={view} onRename={(next) => void replace({ name: next })} onClose={closeRename} />;
  const full = !view.pinned && pinnedOf(views).length >= MOST_PINNED;
  return (
    <li className="flex min-h-11 items-center gap-0.5 border-b border-line last:border-b-0">
      {path === null ? (
        <span className="min-w-0 flex-1 truncate px-1 text-ink-3">{rich`${name} (its address is broken)`}</span>
      ) : (
        <Link to={path} onClick={onOpen} className="min-w-0 flex-1 rounded px-1 py-1 hover:bg-hover">
          <bdi className="block truncate text-base font-medium">{name}</bdi>
          <bdi className="block truncate font-mono text-xs text-ink-2">{clip(visible(aboutView(path)), 200)}</bdi>
        </Link>
      )}
      <IconButton
        label={view.pinned ? t`Unpin ${name}` : t`Pin ${name}`}
        blocked={full ? t`At most ${MOST_PINNED} stand in the bar` : null}
        onClick={() => replace({ pinned: !view.pinned })}
      >
        {view.pinned ? <PinOff aria-hidden size={15} className="text-accent" /> : <Pin aria-hidden size={15} />}
      </IconButton>
      <IconButton ref={rename} label={t`Rename ${name}`} onClick={() => setRenaming(true)}>
        <Pencil aria-hidden size={15} />
      </IconButton>
      <IconButton label={t`Delete ${name}`} onClick={(event) => remove(view, event.currentTarget)}>
        <Trash2 aria-hidden size={15} />
      </IconButton>
    </li>
  );
}

/** Deletes it at once, and offers to put it back where it stood. The focus stays in the list. */
function remove(view: SavedView, button: HTMLElement): void {
  const panel = button.closest('[role="dialog"]');
  const before = savedViews.get();
  const at = before.findIndex((each) => each.name === view.name);
  flushSync(() => savedViews.set(before.filter((each) => each.name !== view.name)));
  if (!button.isConnected) panel?.querySelector<HTMLElement>('li:last-child > button:last-of-type, input')?.focus();
  toast({
    tone: 'info',
    title: t`View “${clip(visible(view.name), 80)}” deleted`,
    action: {
      label: t`Undo`,
      run: () => {
        const now = savedViews.get();
        if (!now.some((each) => each.name === view.name)) savedViews.set([...now.slice(0, at), view, ...now.slice(at)]);
      },
    },
  });
}

interface RenameItemProps {
  readonly view: SavedView;
  readonly onRename: (name: string) => void;
  /** `byKey`: the focus is still in the field, and goes back to what opened it. */
  readonly onClose: (byKey: boolean) => void;
}

/** Enter takes the new name, Escape leaves the old one. */
function RenameItem({ view, onRename, onClose }: RenameItemProps) {
  const [views] = usePreference(savedViews);
  const [name, setName] = useState(view.name);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const problem = nameProblem(name.trim(), views, view.name);
  return (
    <li className="border-b border-line py-1.5 last:border-b-0">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== null) return;
          onRename(name.trim());
          onClose(true);
        }}
      >
        <input
          ref={input}
          value={name}
          maxLength={LONGEST_NAME}
          aria-label={t`New name of ${visible(view.name)}`}
          aria-invalid={problem !== null}
          autoComplete="off"
          className={cx(INPUT, 'h-8')}
          onChange={(event) => setName(event.target.value)}
          onBlur={() => onClose(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            // It ends the renaming, not the whole panel.
            event.stopPropagation();
            onClose(true);
          }}
        />
        <p role="alert" className="px-1 text-sm text-bad empty:hidden">
          {problem}
        </p>
      </form>
    </li>
  );
}
