import { FileDown, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import type { CodeEntry } from '#components/code-dictionary.ts';
import { codesPreference } from '#components/code-kept.ts';
import { saveFile } from '#components/save-file.ts';
import { clip, errorWords, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { codesFile, LARGEST_FILE, mergeOf, type Merge } from './codes-file.ts';
import { MergeDialog } from './MergeDialog.tsx';

interface Chosen {
  readonly name: string;
  readonly merge: Merge;
}

/** The dictionary to a file, and from one: what it would change is shown before it is taken. */
export function CodeFiles({ entries }: { readonly entries: readonly CodeEntry[] }) {
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [error, setError] = useState<string | null>(null);
  const take = async (file: File): Promise<void> => {
    const name = clip(visible(file.name), 60);
    setError(null);
    try {
      if (file.size > LARGEST_FILE) throw new Error(t`It is larger than any file of error codes.`);
      setChosen({ name, merge: mergeOf(await file.text(), codesPreference().get()) });
    } catch (cause) {
      setError(t`“${name}” was not imported. ${errorWords(cause)}`);
    }
  };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button ref={button} icon={<FileUp aria-hidden size={15} />} onClick={() => input.current?.click()}>
          {t`Import`}
        </Button>
        <Button icon={<FileDown aria-hidden size={15} />} blocked={entries.length === 0 ? t`There is no code yet` : null} onClick={() => saveFile('fleet-console-codes.json', [codesFile(entries)], 'application/json')}>
          {t`Export`}
        </Button>
        <input
          ref={input}
          type="file"
          aria-label={t`File of error codes`}
          accept="application/json,.json"
          className="hidden"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) void take(file);
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
      </div>
      <p role="alert" className="order-last w-full text-sm text-bad wrap-anywhere empty:hidden">
        {error}
      </p>
      {chosen !== null && <MergeDialog {...chosen} onClose={() => setChosen(null)} returnTo={button} />}
    </>
  );
}
