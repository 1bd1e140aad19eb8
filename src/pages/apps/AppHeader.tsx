import { ArrowLeft, Trash2 } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { App } from '#api/schema.ts';
import { session } from '#api/session.ts';
import { useActions } from '#components/actions.ts';
import { AsOf } from '#components/AsOf.tsx';
import { rollOutApp, RollOutAppLink } from '#components/RollOutAppLink.tsx';
import type { Coverage } from '#fleet/view.ts';
import { visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { copyText } from '#ui/copy-text.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { late } from '#ui/late.ts';
import { paths } from '../../paths.ts';
import type { AppFigures } from './app-figures.ts';
import { OrphanBadge } from './OrphanBadge.tsx';

const DeleteAppDialog = late(async () => (await import('./DeleteAppDialog.tsx')).DeleteAppDialog);

interface AppHeaderProps {
  /** Undefined for one that was not read, or is `gone`. */
  readonly app: App | undefined;
  readonly sid: string;
  /** Null where it has none, or none is known. */
  readonly name: string | null;
  readonly label: string;
  readonly at: number | undefined;
  /** The account does not list it. */
  readonly gone: boolean;
  readonly fetching: boolean;
  readonly figures: AppFigures | null;
  readonly coverage: Coverage;
  readonly onRefresh: () => void;
}

/** Which App this is, as of when, and what can be done with it. */
export function AppHeader({ app, sid, name, label, at, gone, fetching, figures, coverage, onRefresh }: AppHeaderProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [deleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const blocked = session().readOnly ? t`Read-only: this console was started so that nothing can be changed.` : null;
  useActions(t`This App`, [
    ...(app !== undefined && !gone
      ? [
          { name: t`Deploy this App to…`, act: () => void navigate(rollOutApp(sid)) },
          { name: t`Delete…`, blocked, act: () => setDeleting(true) },
        ]
      : []),
    { name: t`Copy SID`, act: () => void copyText(sid, t`App SID`) },
  ]);
  return (
    <header className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Link to={paths.apps} className="inline-flex items-center gap-1.5 rounded text-sm text-ink-2 hover:text-ink pointer-coarse:min-h-8">
          <ArrowLeft aria-hidden size={14} />
          {t`Apps`}
        </Link>
        <span className="flex-1" />
        <AsOf at={at} fetching={fetching} onRefresh={onRefresh} />
      </div>
      <div className="flex min-w-0 flex-wrap items-end gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
          <h1 className={cx('line-clamp-2 w-fit max-w-full rounded-sm text-2xl font-semibold tracking-tight wrap-anywhere', !name && 'font-mono text-xl')}>
            <bdi>{label}</bdi>
          </h1>
          <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
            {gone && app === undefined && <OrphanBadge />}
            <span className="inline-flex min-w-0 items-center gap-1">
              <span className="truncate font-mono text-xs">{visible(sid)}</span>
              <CopyButton text={sid} what={t`App SID`} />
            </span>
          </span>
        </div>
        {app !== undefined && !gone && (
          <div role="toolbar" aria-label={t`Actions`} className="flex flex-wrap gap-2">
            <RollOutAppLink sid={sid} label={label} />
            <Button ref={button} icon={<Trash2 aria-hidden size={15} />} aria-haspopup="dialog" blocked={blocked} onClick={() => setDeleting(true)}>
              {t`Delete…`}
            </Button>
            {deleting && (
              <Suspense fallback={null}>
                <DeleteAppDialog app={app} figures={figures} coverage={coverage} returnTo={button} onClose={() => setDeleting(false)} />
              </Suspense>
            )}
          </div>
        )}
      </div>
    </header>
  );
}
