import type { Device } from '#api/schema.ts';
import { clip, visible } from '#lib/text.ts';
import { count, plural, t } from '#texts/t.ts';
import { codeKey } from './code-dictionary.ts';
import { CodeMeaning } from './CodeMeaning.tsx';

/** So many codes are listed, the commonest. */
const MOST = 5;

/** By which codes the last updates of those devices failed that `sids` names, and what the operators say that these mean. */
export function CodeSplit({ devices, sids }: { readonly devices: readonly Device[]; readonly sids: readonly string[] }) {
  const meant = new Set(sids);
  const counts = new Map<string, number>();
  for (const { sid, app } of devices) {
    if (!meant.has(sid)) continue;
    const code = codeKey(app?.update_error_code ?? null);
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const codes = [...counts].toSorted(([, a], [, b]) => b - a);
  if (codes.length === 0) return null;
  return (
    <ul aria-label={t`By error code`} className="px-3 pb-1.5 pl-9 text-ink-2">
      {codes.slice(0, MOST).map(([code, number]) => (
        <li key={code} className="flex flex-wrap gap-x-2 wrap-anywhere">
          <span>{t`${count(number, 'device')}: error ${clip(visible(code), 60)}`}</span>
          <CodeMeaning code={code} bare />
        </li>
      ))}
      {codes.length > MOST && <li>{plural(codes.length - MOST, 'and # other code', 'and # other codes')}</li>}
    </ul>
  );
}
