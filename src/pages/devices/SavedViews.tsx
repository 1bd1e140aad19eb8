import { FileDown, FileUp } from 'lucide-react';
import { useRef, useState, type RefObject } from 'react';
import { useLocation } from 'react-router-dom';
import { usePreference } from '#components/preference.ts';
import { clip, visible } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import { Panel } from '#ui/Panel.tsx';
import { toast } from '#ui/toast.ts';
import { saveFile } from '#components/save-file.ts';
import { SavedViewItem } from './SavedViewItem.tsx';
import { aboutView, LONGEST_NAME, MOST_VIEWS, ownPath } from './saved-views.ts';
import { importViews, viewsFile, type Imported } from './saved-views-file.ts';
import { nameProblem } from './saved-views-names.ts';
import { savedViews } from './saved-views-kept.ts';

interface SavedViewsProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The views one has saved, and a place to save the present one. */
export function SavedViews({ anchor, onClose }: SavedViewsProps) {
  const [views] = usePreference(savedViews);
  return (
    <Panel anchor={anchor} title={t`Saved views`} subject={t`Kept in this browser only; a file takes them to another one.`} onClose={onClose}>
      {views.length > 0 && (
        <ul aria-label={t`Saved views`} className="mt-2 max-h-80 shrink-0 overflow-y-auto border-t border-line">
          {views.map((view) => (
            // By its place: a view that is renamed stays the same item, and the focus in it.
            <SavedViewItem key={views.indexOf(view)} view={view} onOpen={onClose} />
          ))}
        </ul>
      )}
      <SaveForm />
      <Files />
    </Panel>
  );
}

/** Saves what is on show: query, order, columns, page size and pasted list; not the page. */
function SaveForm() {
  const location = useLocation();
  const [views, keep] = usePreference(savedViews);
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const trimmed = name.trim();
  const path = ownPath(`${location.pathname}${location.search}${location.hash}`);
  const problem = views.length >= MOST_VIEWS ? t`At most ${MOST_VIEWS} are kept: delete one first.` : nameProblem(trimmed, views);
  const save = (): void => {
    setTried(problem !== null);
    if (problem !== null || path === null) return;
    keep([...views, { name: trimmed, path, pinned: false }]);
    setName('');
  };
  return (
    <form
      noValidate
      className="mt-2 border-t border-line px-1 pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label={t`Save this view as`} hint={path === null ? undefined : <bdi className="line-clamp-2 font-mono text-xs wrap-anywhere">{clip(visible(aboutView(path)), 200)}</bdi>} error={tried ? problem : null}>
        <span className="flex gap-2">
          <TextInput
            value={name}
            maxLength={LONGEST_NAME}
            onChange={(event) => {
              setName(event.target.value);
              setTried(false);
            }}
          />
          <Button type="submit" variant="primary" className="h-9">
            {t`Save`}
          </Button>
        </span>
      </Field>
    </form>
  );
}

function Files() {
  const [views, keep] = usePreference(savedViews);
  const input = useRef<HTMLInputElement>(null);
  const [error, setError] = useState<string | null>(null);
  const take = async (file: File): Promise<void> => {
    setError(null);
    try {
      const imported = importViews(await file.text(), savedViews.get());
      if (keep(imported.views)) toast({ tone: 'ok', title: t`${count(imported.added, 'view')} imported`, ...remarks(imported) });
    } catch (cause) {
      setError(t`“${clip(visible(file.name), 60)}” was not imported. ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  };
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2 border-t border-line px-1 pt-3">
      <Button
        icon={<FileDown aria-hidden size={15} />}
        blocked={views.length === 0 ? t`There is no saved view yet` : null}
        onClick={() => saveFile('fleet-console-views.json', [viewsFile(views)], 'application/json')}
      >
        {t`Export to a file`}
      </Button>
      <Button icon={<FileUp aria-hidden size={15} />} onClick={() => input.current?.click()}>
        {t`Import a file`}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={t`File of saved views`}
        accept="application/json,.json"
        className="hidden"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void take(file);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <p role="alert" className="w-full text-sm wrap-anywhere text-bad empty:hidden">
        {error}
      </p>
    </div>
  );
}

function remarks({ known, refused }: Imported): { readonly description?: string } {
  const parts = [
    known > 0 ? plural(known, '# view was here already.', '# views were here already.') : '',
    refused > 0 ? t`${count(refused, 'entry', 'entries')} left out: not a view of the device list, or more than ${MOST_VIEWS}.` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? {} : { description: parts.join(' ') };
}
