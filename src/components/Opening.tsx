import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { focusAgain } from '#ui/focus.ts';
import { useUpgrade } from './upgrade.ts';
import { GonePart } from './UpgradeNotice.tsx';

interface OpeningProps {
  /** Where the focus was, and is again once it is closed. */
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

const BOX = 'fixed inset-x-0 top-[10vh] z-40 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-3 rounded-xl border border-line-strong bg-raised px-4 py-3 text-sm text-ink-2 shadow-xl';

/**
 * In place of a dialog whose code is on its way: keys that are pressed meanwhile are not for the page, so it has the focus: Enter would press
 * the button that had it. Seen only if it takes long. `aheadRef`, where the dialog begins with a field, takes what is typed for that;
 * it ends in a line break where Enter was the last.
 */
export function Opening({ aheadRef, ...props }: OpeningProps & { readonly aheadRef?: RefObject<string> | null }) {
  const field = useRef<HTMLInputElement>(null);
  useEscape(props);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <div role="dialog" aria-busy aria-label={t`Loading`} className={`${BOX} starting:opacity-0 transition-opacity delay-300`}>
      <input
        ref={field}
        readOnly={!aheadRef}
        aria-label={t`Loading`}
        placeholder={t`Loading …`}
        autoComplete="off"
        autoCapitalize="none"
        maxLength={500}
        className="bg-transparent outline-none"
        onInput={({ currentTarget }) => aheadRef && (aheadRef.current = currentTarget.value)}
        onKeyDown={({ key, currentTarget }) => key === 'Enter' && aheadRef && (aheadRef.current = `${currentTarget.value}\n`)}
      />
    </div>
  );
}

/** In place of a dialog whose code cannot be had. */
export function NotOpened(props: OpeningProps) {
  const button = useRef<HTMLButtonElement>(null);
  const upgraded = useUpgrade() !== 'none';
  const close = useEscape(props);
  useEffect(() => button.current?.focus(), []);
  return upgraded ? (
    <GonePart onClose={close} />
  ) : (
    <div role="alertdialog" aria-label={t`Not loaded`} className={BOX}>
      {t`This part of the console could not be loaded: its server does not answer.`}
      <Button ref={button} onClick={close}>{t`Close`}</Button>
    </div>
  );
}

/** How to close it, which Escape does, too. */
function useEscape({ returnTo, onClose }: OpeningProps): () => void {
  const close = (): void => {
    onClose();
    requestAnimationFrame(() => focusAgain(returnTo.current));
  };
  const onEscape = useEffectEvent(close);
  useEffect(() => {
    const listener = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') onEscape();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
  return close;
}
