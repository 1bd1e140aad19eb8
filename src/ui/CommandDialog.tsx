import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { focusAgain } from './focus.ts';

interface CommandDialogProps {
  /** Its name; not shown. */
  readonly title: string;
  readonly initialFocus: RefObject<HTMLElement | null>;
  /** Gets the focus when the dialog is closed by Escape or a press beside it. */
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A field and what it finds, over the page. Who closes it otherwise says where the focus goes. Mounted is open. */
export function CommandDialog({ title, initialFocus, returnTo, onClose, children }: CommandDialogProps) {
  return (
    <Base.Root
      open
      onOpenChange={(open) => {
        if (open) return;
        onClose();
        requestAnimationFrame(() => focusAgain(returnTo.current));
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Base.Popup
          finalFocus={false}
          initialFocus={() => initialFocus.current ?? true}
          className="fixed inset-x-0 top-0 z-40 flex max-h-[92dvh] flex-col rounded-b-xl border border-line-strong bg-raised shadow-xl sm:top-[10vh] sm:mx-auto sm:max-h-[70vh] sm:w-xl sm:max-w-[calc(100vw-2rem)] sm:rounded-xl"
        >
          <Base.Title className="sr-only">{title}</Base.Title>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
