import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { withKey } from './shortcuts.ts';

export const BUTTON = {
  base: 'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md text-sm font-medium whitespace-nowrap select-none transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-55 pointer-coarse:h-11',
  wide: 'px-3',
  square: 'w-8 pointer-coarse:w-11',
  primary: 'solid bg-ink text-bg not-aria-disabled:hover:bg-ink-2',
  secondary: 'border border-line-strong bg-surface text-ink not-aria-disabled:hover:bg-hover',
  ghost: 'text-ink-2 not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-ink',
  danger: 'solid bg-bad text-surface not-aria-disabled:hover:opacity-90',
} as const;

type Variant = Exclude<keyof typeof BUTTON, 'base' | 'wide' | 'square'>;

interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'> {
  readonly variant?: Variant;
  readonly icon?: ReactNode;
  /** As wide as it is high, for an icon alone. */
  readonly square?: boolean;
  /** Why it cannot be pressed; null when it can. It stays focusable, so that the reason can be read. */
  readonly blocked?: string | null;
  /** Under way: shows a spinner and cannot be pressed again. */
  readonly busy?: boolean;
  /** Said on hover and focus (and by a screen reader after the name), with the key of `aria-keyshortcuts`. */
  readonly tip?: string;
}

/** A button that, when it cannot be pressed, says why. */
export function Button({ variant = 'secondary', icon, square = false, blocked = null, busy = false, tip, className, children, onClick, onKeyDown, 'aria-keyshortcuts': keyed, ...rest }: ButtonProps) {
  const off = blocked !== null || busy;
  const hint = withKey(tip ?? '', keyed);
  const said = blocked ?? (tip === undefined ? undefined : hint.tip);
  return (
    <button
      type="button"
      {...rest}
      className={cx(BUTTON.base, square ? BUTTON.square : BUTTON.wide, BUTTON[variant], className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      aria-keyshortcuts={hint.key}
      // A global attribute of ARIA 1.3; the rule knows 1.2.
      // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
      aria-description={said}
      data-tip={said}
      onKeyDown={(event) => {
        // Enter held down is one press, not one click after the other.
        if (event.repeat && event.key === 'Enter') event.preventDefault();
        onKeyDown?.(event);
      }}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <LoaderCircle aria-hidden size={15} className="animate-spin" /> : icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** Its accessible name, also its tooltip. */
  readonly label: string;
  readonly children: ReactNode;
}

/** A button with an icon alone; its name is said on hover and focus. */
export function IconButton({ label, tip, children, ...rest }: IconButtonProps) {
  return (
    <Button variant="ghost" square aria-label={label} tip={tip ?? label} {...rest}>
      {children}
    </Button>
  );
}
