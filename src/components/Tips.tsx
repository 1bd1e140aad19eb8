import { clip, visible } from '#lib/text.ts';
import { TipHost } from '#ui/TipHost.tsx';
import { codeMeaning } from './code-kept.ts';

/** The tooltips of the page. What carries an error code (`data-code`) says what the operators say that it means. */
export function Tips() {
  return <TipHost about={meaning} />;
}

function meaning(code: string): string | null {
  const entry = codeMeaning(code);
  return entry === null ? null : clip(visible(entry.meaning), 300);
}
