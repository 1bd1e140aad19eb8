import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useId, useMemo, useRef, useState, type RefObject } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { foundWords } from '#components/coverage-words.ts';
import { NotWhole } from '#components/NotWhole.tsx';
import { useStuckAfter } from '#components/stuck-after.ts';
import { UnknownEntries } from '#components/UnknownEntries.tsx';
import { fleetQueries } from '#fleet/fleet.ts';
import { parsePasted, pastedText, withName, type Pasted } from '#fleet/pasted.ts';
import { MOST_LISTED } from '#fleet/view.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { handOn } from '#ui/focus.ts';
import { toast } from '#ui/toast.ts';
import { parseListSearch, viewPath } from './list-search.ts';
import { selectPasted } from './select-pasted.ts';

interface PasteListProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const EXAMPLE = 'berlin-0042 freezer-2\nUV0123456789abcdef0123456789abcdef';

/** Names and SIDs from elsewhere: says which of them there are, and shows or selects those. */
export function PasteList({ returnTo, onClose }: PasteListProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const [label, hint] = [useId(), useId()];
  const [text, setText] = useState('');
  const later = useDeferredValue(text);
  const pasted = useMemo(() => parsePasted(later), [later]);
  const { entries } = pasted;
  const { data, isPlaceholderData } = useFound(entries);
  const rows = entries.length === 0 ? 0 : (data?.total ?? 0);
  const blocked = entries.length === 0 ? t`Paste some names or SIDs first` : null;
  const show = (): void => {
    if (blocked !== null) return;
    void navigate(viewPath(parseListSearch(`${location.search}${location.hash}`), { list: parsePasted(text).entries, q: '' }));
    onClose();
  };
  const select = useSelect(onClose);
  const use = (entry: string, name: string): void => handOn(() => setText(pastedText(withName(parsePasted(text).entries, entry, name))), () => submit.current);
  return (
    <Dialog title={t`Paste a list`} subject={t`Names and SIDs, one per line or separated by commas, semicolons, tabs or spaces. Device links, tickets and exported rows work too. Use full names, not fragments.`} returnTo={returnTo} initialFocus={field} onClose={onClose}>
      <DialogForm onSubmit={show}>
        <DialogBody>
          <label id={label} className="sr-only" htmlFor={`${label}field`}>
            {t`Names and SIDs`}
          </label>
          <textarea
            ref={field}
            id={`${label}field`}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) show();
            }}
            aria-describedby={hint}
            rows={8}
            spellCheck={false}
            autoComplete="off"
            placeholder={EXAMPLE}
            className="min-h-32 w-full resize-y rounded-md border border-line-strong bg-surface px-3 py-2 font-mono text-sm text-ink placeholder:text-ink-3 max-sm:text-lg"
          />
          <div id={hint} className="flex min-h-10 flex-col gap-2 text-sm">
            <p role="status" className="text-ink-2">
              {entries.length === 0 ? t`Nothing pasted yet.` : data?.list ? `${foundWords(data.list, data.coverage)}.` : t`Looking …`} {remarks(pasted)}
            </p>
            <NotWhole>{t`More may be found.`}</NotWhole>
            {entries.length > 0 && data?.list && <UnknownEntries unknown={data.list.unknown} offer={{ near: data.list.near, onUse: use }} />}
          </div>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          {rows > 0 && (
            <Button blocked={blocked} busy={select.isPending} onClick={() => select.mutate(parsePasted(text).entries)}>
              {plural(rows, 'Select this one', 'Select these #')}
            </Button>
          )}
          <Button ref={submit} type="submit" variant="primary" blocked={blocked} busy={isPlaceholderData && text !== later}>
            {rows === 0 ? t`Show the list` : plural(rows, 'Show this one', 'Show these #')}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

/** Selects what a list means, and says what came of it: nothing of it is left to see once the dialog is closed. */
function useSelect(onDone: () => void) {
  const client = useQueryClient();
  const limits = useStuckAfter();
  return useMutation({
    mutationFn: (entries: readonly string[]) => selectPasted(client, entries, limits),
    onSuccess: ({ title, rest }) => {
      toast({ tone: 'ok', title, ...(rest !== '' && { description: rest }) });
      onDone();
    },
    onError: ({ message }) => toast({ tone: 'bad', title: t`The list could not be looked up`, description: message }),
  });
}

/** What the index makes of the list, and of nothing else: whatever the page is filtered by. */
function useFound(list: readonly string[]) {
  const limits = useStuckAfter();
  return useQuery({
    ...fleetQueries.view({ q: '', sort: [], list, start: 0, size: 0, limits }),
    enabled: list.length > 0,
    placeholderData: keepPreviousData,
  });
}

function remarks({ repeated, beyond }: Pasted): string {
  return [
    repeated > 0 ? t`${count(repeated, 'repetition')} left out.` : '',
    beyond > 0 ? t`Only the first ${number(MOST_LISTED)} are taken: ${number(beyond)} left out.` : '',
  ].filter(Boolean).join(' ');
}
