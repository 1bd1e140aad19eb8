import { codeMeaning } from '#components/code-kept.ts';
import { complete, type Completion, type Words } from '#fleet/complete.ts';
import { clip, visible } from '#lib/text.ts';

/** What is offered for the search box; beside a code stands what the operators say that it means. */
export function completed(text: string, caret: number, vocabulary: Words): Completion[] {
  return complete(text, caret, { ...vocabulary, aboutCode: (code) => clip(visible(codeMeaning(code)?.meaning ?? ''), 60) });
}
