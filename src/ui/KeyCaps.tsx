import { Fragment } from 'react';
import { t } from '#texts/t.ts';

/** What stands on a key that is no letter, and what it is called. */
const NAMES: Readonly<Record<string, readonly [cap: string, name: string]>> = {
  ArrowUp: ['↑', t`Arrow up`],
  ArrowDown: ['↓', t`Arrow down`],
  ArrowLeft: ['←', t`Arrow left`],
  ArrowRight: ['→', t`Arrow right`],
  PageUp: ['PgUp', t`Page up`],
  PageDown: ['PgDn', t`Page down`],
  Escape: ['Esc', t`Escape`],
};

/** Keys as they are named in `useShortcuts`, drawn as keys. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  return keys.split(' ').map((key, index) => {
    const [cap, name] = NAMES[key] ?? [key, key];
    return (
      <Fragment key={key}>
        {index > 0 && ' '}
        <kbd className="inline-flex min-w-5 items-center justify-center rounded border border-line-strong bg-bg px-1 font-sans text-xs leading-4.5 text-ink">
          {cap === name ? (
            cap
          ) : (
            <>
              <span aria-hidden>{cap}</span>
              <span className="sr-only">{name}</span>
            </>
          )}
        </kbd>
      </Fragment>
    );
  });
}
