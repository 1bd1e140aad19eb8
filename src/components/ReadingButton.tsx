import { SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Button } from '#ui/Button.tsx';

const ReadingDialog = lazy(async () => ({ default: (await import('./ReadingDialog.tsx')).ReadingDialog }));

/** Opens the settings for thresholds, reading and what is kept; they are loaded with the first use. */
export function ReadingButton() {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={button} aria-haspopup="dialog" aria-label="Reading and thresholds" icon={<SlidersHorizontal aria-hidden size={15} />} onClick={() => setOpen(true)}>
        <span className="max-sm:sr-only">Reading &amp; thresholds</span>
      </Button>
      {open && (
        <Suspense fallback={null}>
          <ReadingDialog returnTo={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
