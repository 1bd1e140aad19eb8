import { Popover } from '@base-ui/react/popover';
import { useRef, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';

const TOAST = '[role="dialog"][aria-modal="false"], [role="alertdialog"][aria-modal="false"]';

interface PanelProps {
  /** The button that opened it: it opens there, and gives the focus back to it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly title: string;
  /** One or two lines below the title: what it is about. */
  readonly subject?: ReactNode;
  /** As wide as a menu, not as a page of text. */
  readonly narrow?: boolean;
  /** For text that may be longer than the window: the panel itself gets the focus, not its first button, which may be at the end. */
  readonly longText?: boolean;
  /** Escape, or a click beside it. */
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small dialog at a button, which leaves the page in use. Mounted is open. */
export function Panel({ anchor, title, subject, narrow = false, longText = false, onClose, children }: PanelProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Popover.Root
      open
      onOpenChange={(open, { reason, event }) => {
        // A toast lies above it, and often is about what was done in it.
        const beside = reason === 'outside-press' || reason === 'focus-out' ? (event instanceof FocusEvent ? event.relatedTarget : event.target) : null;
        // And its button says itself what a press does while it is open.
        if (!open && !(beside instanceof Element && (beside.closest(TOAST) || anchor.current?.contains(beside)))) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} align="end" sideOffset={6} collisionPadding={12} className="z-40">
          <Popover.Popup
            ref={popup}
            initialFocus={longText ? popup : true}
            finalFocus={anchor}
            className={cx(narrow ? 'w-60' : 'w-96', 'flex max-h-(--available-height) max-w-[calc(100vw-1.5rem)] flex-col overflow-auto rounded-lg border border-line-strong bg-raised p-3 shadow-xl')}
          >
            <Popover.Title className="px-1 text-sm font-semibold">{title}</Popover.Title>
            {subject !== undefined && (
              <Popover.Description render={<div />} className="px-1 text-sm text-ink-2">
                {subject}
              </Popover.Description>
            )}
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
