import { Link } from 'react-router-dom';
import { canSay, hasCode, search } from '#fleet/overview-terms.ts';
import { clip, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { paths } from '../../paths.ts';

/** How many devices report a code, and the way to them, where the search can say it. */
export function CodeCount({ code, devices }: { readonly code: string; readonly devices: number }) {
  const words = count(devices, 'device');
  if (!canSay(code)) return <span className="text-sm whitespace-nowrap text-ink-2">{words}</span>;
  return (
    <Link to={paths.devices({ q: search(hasCode(code)) })} aria-label={t`${words} with code ${clip(visible(code), 60)}`} className="rounded text-sm whitespace-nowrap text-accent hover:underline pointer-coarse:py-3">
      {words}
    </Link>
  );
}
