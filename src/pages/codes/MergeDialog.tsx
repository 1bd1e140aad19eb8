import { useState, type RefObject } from 'react';
import { codesPreference, keepCodes } from '#components/code-kept.ts';
import { clip, visible } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { toast } from '#ui/toast.ts';
import { merged, type Merge } from './codes-file.ts';

/** So many are listed; more are counted. */
const LISTED = 50;

interface MergeDialogProps {
  /** Of the file. */
  readonly name: string;
  readonly merge: Merge;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** What a file would change, before it does; and whose words stay where both say something. */
export function MergeDialog({ name, merge, onClose, returnTo }: MergeDialogProps) {
  const [theirs, setTheirs] = useState(false);
  const { added, same, other, refused } = merge;
  const changes = added.length + (theirs ? other.length : 0);
  const take = (): void => {
    if (keepCodes(merged(codesPreference().get(), merge, theirs))) toast({ tone: 'ok', title: t`${count(changes, 'code')} taken from the file` });
    onClose();
  };
  return (
    <Dialog title={t`Import error codes`} subject={<bdi>{name}</bdi>} onClose={onClose} returnTo={returnTo}>
      <DialogForm onSubmit={take}>
        <DialogBody>
          <ul aria-label={t`What is in the file`} className="divide-y divide-line rounded-md border border-line bg-bg text-sm">
            <li className="px-3 py-1.5">{plural(added.length, '# code is new', '# codes are new')}</li>
            <li className="px-3 py-1.5">{plural(same, '# is here in the same words', '# are here in the same words')}</li>
            <li className="px-3 py-1.5">{plural(other.length, '# is here in other words', '# are here in other words')}</li>
            <li className="px-3 py-1.5">{plural(refused.length, '# is left out', '# are left out')}</li>
          </ul>
          {other.length > 0 && (
            <fieldset className="flex flex-col gap-2 text-sm">
              <legend className="mb-1 font-medium">{t`Where both say something`}</legend>
              {[false, true].map((each) => (
                <label key={String(each)} className="flex items-center gap-2 pointer-coarse:min-h-11">
                  <input type="radio" name="whose" checked={theirs === each} onChange={() => setTheirs(each)} className="size-4 accent-accent" />
                  {each ? t`Take the file’s words` : t`Keep what is here`}
                </label>
              ))}
              <ul aria-label={t`In other words`} className="divide-y divide-line rounded-md border border-line">
                {other.slice(0, LISTED).map(({ here, file }) => (
                  <li key={here.code} className="flex flex-col px-3 py-1.5 wrap-anywhere">
                    <bdi className="font-mono text-xs font-medium">{clip(visible(here.code), 80)}</bdi>
                    <span className={theirs ? 'text-ink-3 line-through' : ''}>{words(here)}</span>
                    <span className={theirs ? '' : 'text-ink-3 line-through'}>{words(file)}</span>
                  </li>
                ))}
                {other.length > LISTED && <li className="px-3 py-1.5 text-ink-2">{t`and ${other.length - LISTED} more`}</li>}
              </ul>
            </fieldset>
          )}
          {refused.length > 0 && (
            <details className="text-sm">
              <summary className="rounded-sm text-ink-2">{t`What is left out, and why`}</summary>
              <ul aria-label={t`Left out`} className="mt-1 flex flex-col gap-1">
                {refused.slice(0, LISTED).map(({ number, why }) => (
                  <li key={number}>{t`Entry ${number}: ${visible(why)}.`}</li>
                ))}
                {refused.length > LISTED && <li className="text-ink-2">{t`and ${refused.length - LISTED} more`}</li>}
              </ul>
            </details>
          )}
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button type="submit" variant="primary" blocked={changes === 0 ? t`Nothing in it would change anything` : null}>
            {changes === 0 ? t`Import` : t`Import ${count(changes, 'code')}`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}

function words({ meaning, link }: { readonly meaning: string; readonly link: string | null }): string {
  return visible(link === null ? meaning : `${meaning} · ${link}`);
}
