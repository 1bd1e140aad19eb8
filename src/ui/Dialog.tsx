import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { t } from '#texts/t.ts';
import { Button, BUTTON } from './Button.tsx';
import { cx } from './cx.ts';

interface DialogProps {
  readonly title: ReactNode;
  /** One line below the title: what it is about. */
  readonly subject: ReactNode;
  readonly onClose: () => void;
  /** Gets the focus when the dialog is closed: what opened it. */
  readonly returnTo: RefObject<HTMLElement | null>;
  /** Gets the focus when it opens; the first field otherwise. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
  /** For what is read or written in long lines. */
  readonly wide?: boolean;
  /** What to say of what was typed and is kept nowhere else: Escape asks before it is gone. A button that says “Cancel” does not. */
  readonly unsaved?: string | null;
  readonly children: ReactNode;
}

/** A modal dialog; on a phone a sheet at the bottom, in reach of the thumb. Mounted is open. */
export function Dialog({ title, subject, onClose, returnTo, initialFocus, wide = false, unsaved = null, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  // By touch no field: it would bring up the keyboard over what there is to read.
  const first = (by: string): HTMLElement | true => initialFocus?.current ?? (by === 'touch' ? null : popup.current?.querySelector<HTMLElement>('input:not([type="file"]), textarea')) ?? true;
  const [asked, setAsked] = useState(false);
  const answer = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLElement | null>(null);
  const asking = asked && unsaved !== null;
  useEffect(() => {
    if (asking) answer.current?.focus();
  }, [asking]);
  const goOn = (): void => {
    setAsked(false);
    field.current?.focus();
  };
  const close = (): void => {
    if (unsaved === null) onClose();
    else if (asked) goOn();
    else setAsked(true);
  };
  return (
    <Base.Root open onOpenChange={(open) => open || close()} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Base.Popup
          finalFocus={returnTo}
          ref={popup}
          initialFocus={first}
          onFocusCapture={({ target }) => {
            if (target instanceof HTMLElement && target.matches('input, textarea')) field.current = target;
          }}
          // Whoever types on, or sends it, has answered.
          onInputCapture={() => setAsked(false)}
          onSubmitCapture={() => setAsked(false)}
          className={cx(
            'fixed inset-x-0 bottom-0 z-40 flex max-h-[92dvh] flex-col overflow-y-auto scroll-pb-20 short:block low:scroll-p-0 rounded-t-xl border border-line-strong bg-raised shadow-xl sm:top-[10vh] sm:bottom-auto sm:mx-auto sm:max-h-[80vh] sm:short:top-[4vh] sm:short:max-h-[92dvh] sm:max-w-[calc(100vw-2rem)] sm:rounded-xl',
            wide ? 'sm:w-3xl' : 'sm:w-lg',
          )}
        >
          <div className="flex items-start gap-3 border-b border-line px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              <Base.Description render={<div />} className="text-sm text-ink-2">
                {subject}
              </Base.Description>
            </div>
            <Base.Close aria-label={t`Close`} className={cx(BUTTON.base, BUTTON.ghost, '-mr-2 w-8 px-0 pointer-coarse:w-11')}>
              <X aria-hidden size={16} />
            </Base.Close>
          </div>
          {children}
          {asking && (
            <div role="alert" className="flex flex-wrap items-center justify-end gap-2 border-t border-warn/30 bg-warn-tint px-4 py-3 max-sm:px-3">
              <p className="min-w-0 flex-1 basis-40 text-sm">{unsaved}</p>
              <Button ref={answer} onClick={goOn}>
                {t`Go on typing`}
              </Button>
              <Button variant="danger" onClick={onClose}>
                {t`Throw it away`}
              </Button>
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface DialogFormProps {
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/**
 * The form of a dialog. It is sent once for one decision: Enter held down, and the second click of a double click (which
 * may have begun on the button that opened the dialog), do not count.
 */
export function DialogForm({ onSubmit, children }: DialogFormProps) {
  return (
    <form
      noValidate
      className="flex min-h-0 flex-1 flex-col short:block"
      onKeyDownCapture={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
      onClickCapture={(event) => {
        if (event.detail > 1 && event.target instanceof Element && event.target.closest('[type="submit"]')) event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

/** What scrolls in a dialog. Above a strip it keeps some room; where that is more than the window has, the whole dialog scrolls. */
export function DialogBody({ children }: { readonly children: ReactNode }) {
  return <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 has-[+[data-strip]]:min-h-32 short:overflow-visible">{children}</div>;
}

interface DialogFieldsProps {
  /** What they say has been taken, and can be changed no more. */
  readonly off: boolean;
  readonly children: ReactNode;
}

/** The fields of a dialog that can all be switched off at once. */
export function DialogFields({ off, children }: DialogFieldsProps) {
  return (
    <fieldset disabled={off} className="flex min-w-0 flex-col gap-4">
      {children}
    </fieldset>
  );
}

/** What has to be in sight whatever the dialog is scrolled to: stands above its buttons. */
export function DialogStrip({ children }: { readonly children: ReactNode }) {
  return <div data-strip className="border-t border-line px-4 py-3">{children}</div>;
}

/** The buttons of a dialog, always in sight but in a very low window. On a phone without their icons (but for what they tell of), to stay in one row. */
export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-4 py-3 low:static max-sm:gap-1.5 max-sm:px-3 max-sm:[&_svg:not(.animate-spin,.text-ok)]:hidden">{children}</div>;
}
