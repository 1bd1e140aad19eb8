import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { Button, BUTTON } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { withKey } from '#ui/shortcuts.ts';

interface PageStepProps {
  readonly className?: string;
  readonly name: string;
  /** The key that does the same, where there is one. */
  readonly keys?: string;
  /** Where it leads; null where pages have no address. */
  readonly to: string | null;
  readonly onTurn: () => void;
  /** Why there is nowhere to go; null where there is. */
  readonly blocked: string | null;
  readonly children: ReactNode;
}

/** One of the buttons that turn pages: a link wherever it can be opened elsewhere; without a page to go to it says why. */
export function PageStep({ className, name, keys, to, onTurn, blocked, children }: PageStepProps) {
  const { tip, key } = withKey(name, keys);
  const link = blocked === null ? to : null;
  const place = useRef<HTMLSpanElement>(null);
  const focused = useRef(false);
  // At the last page the link is a button: whoever pressed it stays there.
  useEffect(() => {
    if (focused.current && document.activeElement === document.body) place.current?.querySelector<HTMLElement>('a, button')?.focus();
  });
  return (
    <span
      ref={place}
      className="contents"
      onFocus={() => {
        focused.current = true;
      }}
      // React tells of no blur of what it takes away itself.
      onBlur={() => {
        focused.current = false;
      }}
    >
      {link === null ? (
        <Button square aria-label={name} blocked={blocked} className={className} onClick={onTurn}>
          {children}
        </Button>
      ) : (
        <Link to={link} onClick={(event) => follow(event, onTurn)} aria-label={name} aria-keyshortcuts={key} data-tip={tip} className={cx(BUTTON.base, BUTTON.square, BUTTON.secondary, className)}>
          {children}
        </Link>
      )}
    </span>
  );
}

/** A plain click turns the page here; any other (new tab, new window) is the browser's. */
function follow(event: MouseEvent, turn: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  turn();
}
