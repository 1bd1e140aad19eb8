import { CircleHelp, LoaderCircle, Search, X } from 'lucide-react';
import { Suspense, useId, useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { t } from '#texts/t.ts';
import { IconButton } from '#ui/Button.tsx';
import { afterPress } from '#ui/after-press.ts';
import { pressed } from '#ui/keys.ts';
import { late } from '#ui/late.ts';
import { shortcutsOn, useShortcuts } from '#ui/shortcuts.ts';
import { useSearchCompletion } from './use-search-completion.ts';

const SearchList = late(async () => (await import('./SearchList.tsx')).SearchList);
const SearchProblems = late(async () => (await import('./SearchProblems.tsx')).SearchProblems);
const SearchHelp = late(async () => (await import('./SearchHelp.tsx')).SearchHelp);

/** Longer than what is read of it, so that this can be said. */
const MOST_TYPED = 2000;

interface SearchBoxProps {
  /** In the search language: what the page searches for. */
  readonly text: string;
  /** With every key. */
  readonly onChange: (text: string) => void;
  /** The box lost the focus. */
  readonly onLeave: () => void;
  /** Enter, when it is not for the list of completions. */
  readonly onSubmit?: (text: string) => void;
  /** Several lines or cells were pasted, a link to devices or a row of a ticket, which a search cannot be. */
  readonly onPasteList?: (text: string) => void;
  readonly busy?: boolean;
}

/**
 * The search box: a combobox that completes the part at the caret, by hand, because it works as a plain input before anything of
 * that is loaded. What cannot be used is explained below it.
 */
export function SearchBox({ text, onChange, onLeave, onSubmit, onPasteList, busy = false }: SearchBoxProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);

  const list = useSearchCompletion(text, (next, at) => {
    // The caret can only be put into the text once it is there.
    flushSync(() => onChange(next));
    input.current?.setSelectionRange(at, at);
  });
  const clear = (): void => {
    onChange('');
    list.close();
    input.current?.focus();
  };
  useShortcuts(
    {
      '/': {
        does: t`Go to the search`,
        act: () => {
          input.current?.focus();
          input.current?.select();
        },
      },
      Enter: { does: t`Open the one device that is found, or named exactly` },
      Escape: { does: t`Clear the search, then leave it` },
    },
    t`Search`,
  );

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const key = pressed(event.nativeEvent);
    if (key === null || event.shiftKey) return;
    if (list.onKey(key, event.currentTarget)) event.preventDefault();
    else if (key === 'Escape') {
      event.preventDefault();
      if (text === '') input.current?.blur();
      else clear();
    }
  };
  return (
    <search className="w-full">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          list.close();
          onSubmit?.(text);
        }}
      >
        {busy ? <LoaderCircle aria-hidden size={15} className={`${ICON} animate-spin`} /> : <Search aria-hidden size={15} className={ICON} />}
        <input
          ref={input}
          role="combobox"
          data-search
          aria-label={t`Search devices`}
          aria-autocomplete="list"
          aria-expanded={list.offered.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={list.active === -1 ? undefined : `${id}list${list.active}`}
          aria-describedby={`${id}hint ${id}problems`}
          aria-keyshortcuts={shortcutsOn() ? '/' : undefined}
          placeholder={t`Name, SID, App, status:…`}
          enterKeyHint="search"
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={MOST_TYPED}
          value={text}
          onChange={({ target }) => {
            onChange(target.value);
            list.follow(target.selectionStart ?? target.value.length, true);
          }}
          onSelect={({ currentTarget }) => {
            const at = currentTarget.selectionStart ?? 0;
            if (at !== list.caret) list.follow(at);
          }}
          onKeyDown={onKeyDown}
          onFocus={list.enter}
          onBlur={() => {
            onLeave();
            // What is wrong is said in its own line then, and moves what is below.
            afterPress(() => document.activeElement !== input.current && list.leave());
          }}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            if (onPasteList === undefined || !/\S\s*[\r\n\t]\s*\S|\/devices\/|#list=|`UV/u.test(pasted)) return;
            event.preventDefault();
            onPasteList(pasted);
          }}
          className="h-8 w-full rounded-md border border-line-strong bg-surface pr-17 pl-8.5 text-base placeholder:text-ink-3 pointer-coarse:h-11 pointer-coarse:pr-23 pointer-coarse:text-lg max-sm:h-11 max-sm:text-lg"
        />
        <span className="absolute inset-y-0 right-0 flex items-center">
          {text !== '' && (
            <IconButton label={t`Clear search`} onClick={clear}>
              <X aria-hidden size={15} />
            </IconButton>
          )}
          <HelpButton />
        </span>
        {list.ready && (
          <Suspense fallback={null}>
            <SearchList id={`${id}list`} offered={list.offered} active={list.active} onTake={list.take} />
          </Suspense>
        )}
      </form>
      <p id={`${id}hint`} className="sr-only">
        {t`Results follow as you type. Words must all match; a field such as status: says where.`}
      </p>
      {text !== '' && (
        <Suspense fallback={null}>
          <SearchProblems id={`${id}problems`} text={text} caret={list.caret} completing={list.offered.length > 0} />
        </Suspense>
      )}
    </search>
  );
}

const ICON = 'pointer-events-none absolute inset-y-0 left-3 my-auto text-ink-3';

/** What can be searched for, loaded with its first use. */
function HelpButton() {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton ref={button} label={t`Search help`} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(true)}>
        <CircleHelp aria-hidden size={15} />
      </IconButton>
      {open && (
        <Suspense fallback={null}>
          <SearchHelp anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
