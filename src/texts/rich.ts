import { Fragment, createElement, type ReactNode } from 'react';
import { keyOf, translated } from './t.ts';
import { words } from './words.ts';

/**
 * Words with something drawn among them: rich`Deploy ${<strong>{app}</strong>} now`. The key is as that of `t`; a
 * translation may put the gaps in another order.
 */
export function rich(english: TemplateStringsArray, ...values: readonly ReactNode[]): ReactNode {
  const text = words === null ? keyOf(english) : translated(words, english);
  const parts = text.split(/\{(\d+)\}/u);
  return createElement(Fragment, null, ...parts.map((part, index) => (index % 2 === 0 ? part : values[Number(part)])));
}
