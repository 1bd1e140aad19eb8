import { expect, test } from 'vitest';
import { toldApart } from './lookalikes.ts';

test.each([
  ['FREEZER-1', ['freezer-1', 'Freezer-1', 'freezer\u20111'], ['freezer-1', 'Freezer-1', 'freezer<U+2011>1']],
  ['berlin–1', ['berlin-1'], ['berlin-1']],
  ['trail', ['trail '], ['“trail ”']],
  ['TRAIL', ['trail ', 'trail'], ['“trail ”', 'trail']],
  ['a b', ['a\u00a0b'], ['a<U+00A0>b']],
  ['\u00c5', ['\u212b', 'A\u030a', '\u00c5'], ['<U+212B>', 'A<U+030A>', '\u00c5']],
  ['o’brien', ['o\'brien'], ["o'brien"]],
  ['ハブ', ['ハ\u200bブ'], ['ハ<U+200B>ブ']],
  ['zürich', ['zurich', 'Zürich'], ['zurich', 'Zürich']],
  ['x', [], []],
])('beside %j, names that look alike are shown with what tells them apart: %j', (typed, names, shown) => {
  expect(toldApart(names, typed)).toEqual(shown);
});
