import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TriageStore } from './triage-store.ts';
import { sidOf } from './triage-stand.ts';

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => void vi.unstubAllGlobals());

const noted = (n: number) => ({ sid: sidOf(n), aside: null, note: { at: 1, value: `note ${n}` } });

test('what could not be written goes with what is written next, and until then it is said that it is not kept', async () => {
  const store = new TriageStore('one');
  const refused = vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new Error('refused');
  });
  await store.save([noted(1)]);
  expect(refused).toHaveBeenCalledOnce();
  expect(store.notKept).toContain('refused');
  await store.save([noted(2)]);
  expect(store.notKept).toBeNull();
  const { entries } = await new TriageStore('one').load();
  expect(entries.map(({ sid }) => sid).toSorted()).toEqual([sidOf(1), sidOf(2)]);
});
