import { SlidersHorizontal } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { late } from '#ui/late.ts';

const ReadingDialog = late(async () => (await import('./ReadingDialog.tsx')).ReadingDialog);

interface ReadingButtonProps {
  /** An icon alone, on every screen. */
  readonly compact?: boolean;
}

/** Opens the settings for thresholds, reading and what is kept; they are loaded with the first use. */
export function ReadingButton({ compact = false }: ReadingButtonProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} aria-haspopup="dialog" aria-label={t`Reading and thresholds`} {...(compact && { tip: t`Reading and thresholds` })} square={compact} icon={<SlidersHorizontal aria-hidden size={15} />} onClick={() => setOpen(true)}>
        {!compact && <span className="max-sm:sr-only">{t`Reading & thresholds`}</span>}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ReadingDialog returnTo={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
