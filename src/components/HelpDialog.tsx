import { useState, type ReactNode, type RefObject } from 'react';
import { Link } from 'react-router-dom';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter } from '#ui/Dialog.tsx';
import { KeyCaps } from '#ui/KeyCaps.tsx';
import { EVERYWHERE, shortcutParts, shortcutsOn } from '#ui/shortcuts.ts';
import { paths } from '../paths.ts';
import { SearchLanguage } from './SearchLanguage.tsx';

interface HelpDialogProps {
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Every key of the page that is open, as they were when it was asked for, and what can be searched for. */
export function HelpDialog({ returnTo, onClose }: HelpDialogProps) {
  // What holds everywhere comes last.
  const [parts] = useState(() => shortcutParts().toSorted((a, b) => Number(a.name === EVERYWHERE) - Number(b.name === EVERYWHERE)));
  return (
    <Dialog title={t`Keys of this page`} subject={shortcutsOn() ? t`They do nothing while a field is filled in or a dialog is open.` : <KeysOff onClose={onClose} />} onClose={onClose} returnTo={returnTo}>
      <DialogBody>
        <div className="flex flex-col gap-4">
          {parts.map(({ name, keys }) => (
            <section key={name} aria-label={name}>
              <h3 className="mb-1 text-sm font-semibold">{name}</h3>
              <dl className="divide-y divide-line text-sm">
                {keys.map(({ key, does }) => (
                  <Line key={key} keys={key}>
                    {does}
                  </Line>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <details className="rounded-md border border-line text-sm">
          <summary className="rounded-md px-3 py-2 font-medium pointer-coarse:min-h-11">{t`What can be searched for`}</summary>
          <div className="border-t border-line px-2 pb-3">
            <p className="px-1 pt-2 text-ink-2">{t`Every word must be found in the name, the SID or the name of an App. Case and accents make no difference.`}</p>
            <SearchLanguage />
          </div>
        </details>
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t`Close`}</Button>
      </DialogFooter>
    </Dialog>
  );
}

function KeysOff({ onClose }: { readonly onClose: () => void }) {
  const settings = (
    <Link to={paths.settings} onClick={onClose} className="underline underline-offset-4">
      {t`settings`}
    </Link>
  );
  return rich`Single keys are switched off, in the ${settings}. What is listed works once they are on.`;
}

function Line({ keys, children }: { readonly keys: string; readonly children: ReactNode }) {
  return (
    <div className="flex items-center gap-3 py-1.5">
      <dt className="flex w-32 shrink-0 flex-wrap gap-1">
        <KeyCaps keys={keys} />
      </dt>
      <dd className="min-w-0 text-ink-2">{children}</dd>
    </div>
  );
}
