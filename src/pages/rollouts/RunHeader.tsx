import { Copy, Download, Pause, SkipForward, Square, Trash2 } from 'lucide-react';
import { Suspense, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { ownNow } from '#components/now.ts';
import { RunBadge } from '#components/RunBadge.tsx';
import { clip, visible } from '#lib/text.ts';
import { isRollout } from '#rollouts/plan.ts';
import { t } from '#texts/t.ts';
import { BUTTON, Button, IconButton } from '#ui/Button.tsx';
import { cx } from '#ui/cx.ts';
import { late } from '#ui/late.ts';
import { paths } from '../../paths.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { Kin } from './Kin.tsx';
import { blockedIn, useCommand } from './run-commands.ts';
import type { RunView } from './run-view.ts';
import { NextWaveDialog, StopDialog } from './StopDialog.tsx';

const ExportPanel = late(async () => (await import('./ExportPanel.tsx')).ExportPanel);

type Asked = 'stop' | 'next-wave' | 'delete' | 'export';

/** Nobody heard of it by then: it may be said once more. */
const HEARD_BY = 15_000;

/** Which run this is, how it stands, and what can be done while it goes on. */
export function RunHeader({ view }: { readonly view: RunView }) {
  const { id, ledger, words, running, watching, doing, now } = view;
  const navigate = useNavigate();
  const command = useCommand(id);
  // Asked while it was in this wave, which may be over before it is answered.
  const [question, setQuestion] = useState<{ readonly what: Asked; readonly wave: number } | null>(null);
  const [opening, setOpening] = useState<{ readonly wave: number; readonly at: number } | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const ask = (what: Asked, button: HTMLButtonElement): void => {
    opener.current = button;
    setQuestion({ what, wave: ledger.wave });
  };
  const close = (): void => setQuestion(null);
  const asked = question?.what ?? null;
  // What was asked about the next wave has been answered, by whoever opened it: it is not asked again about the one after that.
  if (question?.what === 'next-wave' && (question.wave !== ledger.wave || !running)) close();
  if (opening !== null && (opening.wave !== ledger.wave || !running)) setOpening(null);
  const next = nextWave(view);
  const goNext = (button: HTMLButtonElement): void => {
    if (doing.kind === 'gate' && doing.enough) void openNext(ledger.wave);
    else ask('next-wave', button);
  };
  /** @param wave the one that it is in, as whoever says so has it before their eyes */
  const openNext = async (wave: number): Promise<void> => {
    setOpening({ wave, at: ownNow() });
    if (!(await command('next-wave', wave + 1))) setOpening(null);
  };
  const opens = opening !== null && now - opening.at < HEARD_BY ? t`Wave ${opening.wave + 2} is being started.` : null;
  return (
    <header className="flex shrink-0 flex-wrap items-end gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
      <div className="flex min-w-0 flex-1 basis-80 flex-col">
        <nav aria-label={t`Breadcrumb`} className="text-sm">
          <Link to={paths.rollouts} className="rounded-sm text-ink-2 hover:text-ink hover:underline pointer-coarse:py-1.5">
            {t`Rollouts`}
          </Link>
        </nav>
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
          <h1 className="line-clamp-2 min-w-0 rounded-sm text-lg font-semibold wrap-anywhere">
            <bdi>{clip(visible(ledger.plan.title), 200)}</bdi>
          </h1>
          <RunBadge words={words} />
        </div>
        <Kin id={id} parent={ledger.plan.parent} />
      </div>
      <div role="toolbar" aria-label={t`Actions`} className="flex flex-wrap items-center gap-2">
        {running && next !== null && (
          <Button icon={<SkipForward aria-hidden size={15} />} variant={doing.kind === 'gate' && doing.enough ? 'primary' : 'secondary'} blocked={blockedIn() ?? opens} onClick={(event) => goNext(event.currentTarget)}>
            {nextLabel(doing, next)}
          </Button>
        )}
        {running && (
          <>
            {!watching && (
              <Button icon={<Pause aria-hidden size={15} />} onClick={() => void command('pause')}>
                {t`Pause`}
              </Button>
            )}
            <Button icon={<Square aria-hidden size={13} />} onClick={(event) => ask('stop', event.currentTarget)}>
              {watching ? t`Stop watching` : t`Stop`}
            </Button>
          </>
        )}
        <span className="flex items-center max-sm:first:-ml-2">
          <IconButton label={t`Export`} onClick={(event) => ask('export', event.currentTarget)}>
            <Download aria-hidden size={16} />
          </IconButton>
          {isRollout(ledger.plan) && (
            <Link to={`${paths.newRollout}?from=${encodeURIComponent(id)}`} aria-label={t`Duplicate`} data-tip={t`Duplicate: another rollout with the same settings`} className={cx(BUTTON.base, BUTTON.ghost, BUTTON.square, 'hover:bg-hover')}>
              <Copy aria-hidden size={16} />
            </Link>
          )}
          <IconButton label={t`Delete`} blocked={ledger.open ? STILL_OPEN : null} onClick={(event) => ask('delete', event.currentTarget)}>
            <Trash2 aria-hidden size={16} />
          </IconButton>
        </span>
      </div>
      {asked === 'stop' && <StopDialog view={view} how="stop" onDo={() => void command('stop')} onClose={close} returnTo={opener} />}
      {question?.what === 'next-wave' && <NextWaveDialog view={view} next={question.wave + 2} onDo={() => void openNext(question.wave)} onClose={close} returnTo={opener} />}
      {asked === 'delete' && <DeleteDialog id={id} title={ledger.plan.title} onDeleted={() => void navigate(paths.rollouts)} onClose={close} returnTo={opener} />}
      <Suspense fallback={null}>{asked === 'export' && <ExportPanel view={view} anchor={opener} onClose={close} />}</Suspense>
    </header>
  );
}

/** Where too few have updated, to go on is not what the page proposes: it says that it is against the rule. */
function nextLabel(doing: RunView['doing'], next: number): string {
  if (doing.kind !== 'gate') return t`Go to wave ${next}`;
  return doing.enough ? t`Start wave ${next}` : t`Start wave ${next} anyway…`;
}

/** Why a run that is open cannot be deleted. */
const STILL_OPEN = t`It is still open: stop it, or close it as partial, and then it can be deleted.`;

/** The wave that one could go on with now, as people count; null where there is none, or where the present one is still sent to. */
function nextWave({ ledger, doing }: RunView): number | null {
  const { plan, wave } = ledger;
  if (plan.landing === null || wave < 0 || wave >= plan.waves.length - 1) return null;
  return doing.kind === 'gate' || doing.kind === 'soaking' || doing.kind === 'landing' ? wave + 2 : null;
}
