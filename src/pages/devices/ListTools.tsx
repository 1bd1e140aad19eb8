import { Bookmark, ClipboardList, Download } from 'lucide-react';
import { Suspense, useRef, useState, type ReactNode } from 'react';
import type { Selection } from '#fleet/view.ts';
import { Button } from '#ui/Button.tsx';
import { late } from '#ui/late.ts';
import { t } from '#texts/t.ts';

const SavedViews = late(async () => (await import('./SavedViews.tsx')).SavedViews);
const PasteList = late(async () => (await import('./PasteList.tsx')).PasteList);
const ExportMenu = late(async () => (await import('./ExportMenu.tsx')).ExportMenu);

type Tool = 'views' | 'paste' | 'export';

/** Saved views, pasted lists and export: three buttons, and what they open is loaded with its first use. */
export function ListTools({ selection }: { readonly selection: Selection }) {
  const [open, setOpen] = useState<Tool | null>(null);
  const views = useRef<HTMLButtonElement>(null);
  const paste = useRef<HTMLButtonElement>(null);
  const download = useRef<HTMLButtonElement>(null);
  const close = (): void => setOpen(null);
  const button = (tool: Tool, label: string, icon: ReactNode, ref: typeof views) => (
    <Button ref={ref} aria-label={label} tip={label} aria-haspopup="dialog" aria-expanded={open === tool} icon={icon} onClick={() => setOpen(tool)}>
      <span className="max-xl:hidden">{label}</span>
    </Button>
  );
  return (
    <span className="inline-flex gap-2">
      {button('views', t`Views`, <Bookmark aria-hidden size={15} />, views)}
      {button('paste', t`Paste a list`, <ClipboardList aria-hidden size={15} />, paste)}
      {button('export', t`Export`, <Download aria-hidden size={15} />, download)}
      <Suspense fallback={null}>
        {open === 'views' && <SavedViews anchor={views} onClose={close} />}
        {open === 'paste' && <PasteList returnTo={paste} onClose={close} />}
        {open === 'export' && <ExportMenu anchor={download} selection={selection} onClose={close} />}
      </Suspense>
    </span>
  );
}
