import { BookOpen, Pencil, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { codeKey, MOST_CODES, withEntry, withoutEntry, type CodeEntry } from '#components/code-dictionary.ts';
import { codesPreference, keepCodes } from '#components/code-kept.ts';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import { ListSearch } from '#components/ListSearch.tsx';
import type { Typed } from '#components/use-typed.ts';
import { foldedWords, holdsWords } from '#lib/search-words.ts';
import { clip, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { Card } from '#ui/Card.tsx';
import { focusHeading } from '#ui/focus.ts';
import { toast } from '#ui/toast.ts';
import { CodeCount } from './CodeCount.tsx';

interface CodeListProps {
  readonly entries: readonly CodeEntry[];
  /** How many devices have which code; null before that is known. */
  readonly counts: ReadonlyMap<string, number> | null;
  readonly typed: Typed;
  readonly onOpen: (code: string, from: HTMLElement) => void;
}

/** The dictionary: each code with its meaning, its runbook, and how many devices report it. */
export function CodeList({ entries, counts, typed, onOpen }: CodeListProps) {
  const input = useRef<HTMLInputElement>(null);
  const { q } = typed;
  const words = foldedWords(q);
  const shown = entries.filter(({ code, meaning, link }) => holdsWords(`${code}\n${meaning}\n${link ?? ''}`, words));
  return (
    <Card title={t`Dictionary`} aside={<span role="status" className="text-sm text-ink-2">{words.length === 0 ? count(entries.length, 'code') : t`${shown.length} of ${count(entries.length, 'code')}`}</span>}>
      {entries.length > 0 && (
        <div className="flex border-b border-line px-4 py-2">
          <ListSearch input={input} label={t`Search codes and meanings`} placeholder={t`Code or meaning`} typed={typed} shortcut={undefined} />
        </div>
      )}
      {entries.length === 0 && (
        <p className="flex items-start gap-2 px-4 py-3 text-sm text-ink-2">
          <BookOpen aria-hidden size={15} className="mt-0.5 shrink-0" />
          {t`Nothing stands here yet. What you write is shown wherever the code is: on a device’s page, in the table, in the queue, and in what you copy for a ticket.`}
        </p>
      )}
      {entries.length > 0 && shown.length === 0 && <p className="px-4 py-6 text-center text-ink-2">{t`No code or meaning has “${clip(visible(q), 60)}” in it.`}</p>}
      {shown.length > 0 && (
        <ul aria-label={t`Dictionary`} className="divide-y divide-line">
          {shown.map((entry) => (
            <CodeItem key={entry.code} entry={entry} devices={counts === null ? null : (counts.get(entry.code) ?? 0)} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface CodeItemProps {
  readonly entry: CodeEntry;
  readonly devices: number | null;
  readonly onOpen: (code: string, from: HTMLElement) => void;
}

function CodeItem({ entry, devices, onOpen }: CodeItemProps) {
  const name = clip(visible(entry.code), 60);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-x-3 px-4 py-1.5 sm:grid-cols-[minmax(4rem,12rem)_minmax(0,1fr)_auto_auto]">
      <bdi className="font-mono text-sm font-medium wrap-anywhere">{name}</bdi>
      <CodeMeaning code={entry.code} className="text-sm max-sm:order-last max-sm:col-span-3 max-sm:pb-1" />
      <span className="text-right">{devices === null || devices === 0 ? <span className="text-sm text-ink-3">{devices === 0 && t`on no device`}</span> : <CodeCount code={entry.code} devices={devices} />}</span>
      <span className="flex items-center">
        <IconButton label={t`Edit ${name}`} aria-haspopup="dialog" onClick={(event) => onOpen(codeKey(entry.code) ?? '', event.currentTarget)}>
          <Pencil aria-hidden size={15} />
        </IconButton>
        <IconButton label={t`Delete ${name}`} onClick={(event) => remove(entry, event.currentTarget)}>
          <Trash2 aria-hidden size={15} />
        </IconButton>
      </span>
    </li>
  );
}

/** Deletes it at once, and offers to put it back. The focus goes to the one that took its place. */
function remove(entry: CodeEntry, button: HTMLElement): void {
  const list = button.closest('ul');
  const item = button.closest('li');
  const at = item === null ? 0 : [...(list?.children ?? [])].indexOf(item);
  flushSync(() => void keepCodes(withoutEntry(codesPreference().get(), entry.code)));
  const next = list?.children[Math.min(at, list.children.length - 1)]?.querySelector<HTMLElement>('button:last-of-type');
  if (next && list?.isConnected) next.focus();
  else focusHeading();
  toast({
    tone: 'info',
    title: t`The meaning of ${clip(visible(entry.code), 60)} is deleted`,
    action: {
      label: t`Undo`,
      run: () => {
        const now = codesPreference().get();
        if (now.some(({ code }) => code === entry.code)) return;
        if (now.length >= MOST_CODES) toast({ tone: 'bad', title: t`It was not taken back`, description: t`At most ${MOST_CODES} are kept: delete one first.` });
        else keepCodes(withEntry(now, entry));
      },
    },
  });
}
