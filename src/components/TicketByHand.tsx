import { useRef, type RefObject } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter } from '#ui/Dialog.tsx';

interface TicketByHandProps {
  readonly text: string;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
}

/** What the browser did not let us copy, selected, so that it takes one key. */
export function TicketByHand({ text, onClose, returnTo }: TicketByHandProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog title={t`Copy for ticket`} subject={t`The browser did not let us copy it. It is selected: copy it by hand.`} onClose={onClose} returnTo={returnTo} initialFocus={area}>
      <DialogBody>
        <textarea
          ref={area}
          readOnly
          aria-label={t`Text for the ticket`}
          value={text}
          rows={14}
          spellCheck={false}
          onFocus={(event) => event.target.select()}
          className="w-full rounded-md border border-line-strong bg-bg p-3 font-mono text-xs text-ink"
        />
      </DialogBody>
      <DialogFooter>
        <Button onClick={onClose}>{t`Close`}</Button>
      </DialogFooter>
    </Dialog>
  );
}
