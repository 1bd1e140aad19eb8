import { useState } from 'react';
import { t } from '#texts/t.ts';
import { copyText } from './copy-text.ts';
import { cx } from './cx.ts';
import { Glyph } from './Glyph.tsx';

interface CopyButtonProps {
  /** Or how it is made, where that is work that only a press is worth. */
  readonly text: string | (() => string);
  /** What is copied: `SID of freezer-3`. The button is called `Copy …`. */
  readonly what: string;
  readonly className?: string;
  /** -1 where the arrow keys lead to it instead of Tab. */
  readonly tabIndex?: number;
  /** In a grid cell: the cell's focus goes to this button. */
  readonly cellFocus?: boolean;
  /** A visible word beside the icon. */
  readonly label?: string;
}

/** Puts text on the clipboard, and says so where it was pressed. */
export function CopyButton({ text, what, className, tabIndex, cellFocus, label }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await copyText(text, what))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  };
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      data-cell-focus={cellFocus}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
      className={cx(
        'inline-flex min-h-6 min-w-6 items-center justify-center gap-1.5 rounded hover:bg-hover hover:text-ink pointer-coarse:min-h-8 pointer-coarse:min-w-8',
        label === undefined ? 'text-ink-3' : 'border border-line-strong px-2.5 text-sm text-ink',
        className,
      )}
      aria-label={t`Copy ${what}`}
      data-tip={copied ? t`Copied` : t`Copy ${what}`}
    >
      <Glyph name={copied ? 'tick' : 'copy'} className={copied ? 'text-ok' : ''} />
      {label}
    </button>
  );
}
