import { useEffect, useEffectEvent } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';

interface OpeningProps {
  readonly onClose: () => void;
}

const BOX = 'fixed inset-x-0 top-[10vh] z-40 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-3 rounded-xl border border-line-strong bg-raised px-4 py-3 text-sm text-ink-2 shadow-xl';

/** In place of a dialog whose code is on its way: keys that are pressed meanwhile are not for the page. Seen only if it takes long. */
export function Opening({ onClose }: OpeningProps) {
  useEscape(onClose);
  return (
    <div role="dialog" aria-busy aria-label={t`Loading`} className={`${BOX} starting:opacity-0 transition-opacity delay-300`}>
      {t`Loading …`}
    </div>
  );
}

/** In place of a dialog whose code cannot be had. */
export function NotOpened({ onClose }: OpeningProps) {
  useEscape(onClose);
  return (
    <div role="alertdialog" aria-label={t`Not loaded`} className={BOX}>
      {t`This part of the console could not be loaded: its server does not answer.`}
      <Button onClick={onClose}>{t`Close`}</Button>
    </div>
  );
}

function useEscape(onClose: () => void): void {
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const listener = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') close();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}
