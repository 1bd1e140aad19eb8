import { useRef, type ReactNode, type RefObject } from 'react';
import { FleetWhere } from '#components/FleetWhere.tsx';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';

interface AskDialogProps {
  readonly title: string;
  /** What is done, as a button says it. */
  readonly action: string;
  /** It takes something away for good: then the other button has the focus. */
  readonly danger?: boolean;
  readonly onDo: () => void;
  readonly onClose: () => void;
  readonly returnTo: RefObject<HTMLElement | null>;
  /** What it means, in sentences. */
  readonly children: ReactNode;
}

/** Asks once before something that cannot be had back, or that somebody should know what it means. */
export function AskDialog({ title, action, danger = false, onDo, onClose, returnTo, children }: AskDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const go = useRef<HTMLButtonElement>(null);
  return (
    <Dialog title={title} subject={<FleetWhere />} onClose={onClose} returnTo={returnTo} initialFocus={danger ? cancel : go}>
      <DialogForm
        onSubmit={() => {
          onClose();
          onDo();
        }}
      >
        <DialogBody>{children}</DialogBody>
        <DialogFooter>
          <Button ref={cancel} onClick={onClose}>
            {t`Cancel`}
          </Button>
          <Button ref={go} type="submit" variant={danger ? 'danger' : 'primary'}>
            {action}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
