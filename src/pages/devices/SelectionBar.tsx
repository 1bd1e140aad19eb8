import { Download, Ellipsis, Radio, Rocket, RotateCw, SlidersHorizontal, Square, X } from 'lucide-react';
import { Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import { useActions } from '#components/actions.ts';
import type { BulkKind } from '#components/bulk-words.ts';
import { useMedia } from '#components/media.ts';
import { choose, chooseOnly } from '#components/selection.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { useTriageMany } from '#components/use-triage-many.ts';
import { fleet } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import type { FleetRow, Selection } from '#fleet/view.ts';
import { asksFor, parseQuery } from '#fleet/query.ts';
import { errorWords } from '#lib/text.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { copyText } from '#ui/copy-text.ts';
import { focusHeading, handOn } from '#ui/focus.ts';
import { late } from '#ui/late.ts';
import { LiveText } from '#ui/LiveText.tsx';
import { toast } from '#ui/toast.ts';
import { paths } from '../../paths.ts';
import { blockedBecause } from './device-blocked.ts';
import { CompareLink } from './CompareLink.tsx';
import { RollOutLink } from './RollOutLink.tsx';
import { lookUp, useWhereabouts } from './selection-where.ts';
import { allWords, awayWords } from './selection-words.ts';
import { useShowSelected } from './show-selected.ts';

const BulkDialog = late(async () => (await import('#components/BulkDialog.tsx')).BulkDialog);
const ExportMenu = late(async () => (await import('./ExportMenu.tsx')).ExportMenu);
const SnoozePanel = late(async () => (await import('#components/SnoozePanel.tsx')).SnoozePanel);
const TriageMany = late(async () => (await import('#components/TriageMany.tsx')).TriageMany);
const SelectionTicket = late(async () => (await import('./SelectionTicket.tsx')).SelectionTicket);
const SelectionMenu = late(async () => (await import('./SelectionMenu.tsx')).SelectionMenu);

/** From here on there is room for what changes devices, and from there on for everything; the rest is in a menu. */
const ROOMY = '(min-width: 1024px)';
const WIDE = '(min-width: 1600px)';

interface SelectionBarProps {
  readonly chosen: ReadonlySet<string>;
  /** The rows of the page on show. */
  readonly shown: readonly FleetRow[];
  /** What the list is filtered by. */
  readonly selection: Selection;
  /** How many devices a search has found; null while that is not known, and for what is no search. */
  readonly total: number | null;
}

/** Frozen as the dialog opens: what is chosen or filtered meanwhile changes nothing. */
interface Opened {
  readonly kind: BulkKind;
  readonly sids: readonly string[];
  readonly hidden: ReadonlySet<string>;
}

/** What can be done to the devices that are selected. */
export interface SelectionAction {
  readonly kind: BulkKind;
  readonly label: string;
  readonly icon: ReactNode;
}

const DEPLOY: SelectionAction = { kind: 'deploy', label: t`Deploy`, icon: <Rocket aria-hidden size={15} /> };
const OTHERS: readonly SelectionAction[] = [
  { kind: 'logging-on', label: t`Log for 24 h`, icon: <Radio aria-hidden size={15} /> },
  { kind: 'logging-off', label: t`End logging`, icon: <Square aria-hidden size={13} /> },
  { kind: 'restart', label: t`Restart`, icon: <RotateCw aria-hidden size={15} /> },
];

const CONFIG: SelectionAction = { kind: 'config', label: t`Set a Config`, icon: <SlidersHorizontal aria-hidden size={15} /> };

/** To where the keyboard is in the rows; the page stays scrolled as it is. */
function focusRowInUse(): void {
  const cell = document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]');
  if (cell === null) focusHeading();
  else (cell.querySelector<HTMLElement>('[data-cell-focus]') ?? cell).focus({ preventScroll: true });
}

function clear(chosen: ReadonlySet<string>): void {
  flushSync(() => chooseOnly([]));
  focusRowInUse();
  toast({ tone: 'info', title: t`Selection cleared`, description: plural(chosen.size, '# device no longer selected.', '# devices no longer selected.'), action: { label: t`Undo`, run: () => choose(chosen, true) } });
}

/** What is selected, how much of it is not in sight, and what can be done to it. */
export function SelectionBar({ chosen, shown, selection, total }: SelectionBarProps) {
  const limits = useStuckAfter();
  const { coverage } = useFleetStatus();
  const roomy = useMedia(ROOMY);
  const wide = useMedia(WIDE);
  const where = useWhereabouts(chosen, shown, selection);
  const navigate = useNavigate();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [panel, setPanel] = useState<'export' | 'menu' | 'snooze' | 'ticket' | null>(null);
  const [busy, setBusy] = useState<BulkKind | 'all' | null>(null);
  const deploy = useRef<HTMLButtonElement>(null);
  const more = useRef<HTMLButtonElement>(null);
  const exporting = useRef<HTMLButtonElement>(null);
  const returnTo = useRef<HTMLButtonElement>(null);
  const triage = useTriageMany(null);
  const sids = useMemo(() => [...chosen], [chosen]);
  const show = useShowSelected(sids, where.listed === chosen.size && total === chosen.size);

  const readOnly = blockedBecause(null);
  const query = parseQuery(selection.q);
  const searched = asksFor(query) || selection.list !== null;
  const matching = searched || selection.sort.length > 0 ? total : coverage.held;
  const offered = matching !== null && matching > shown.length && (where.listed ?? chosen.size) < matching;

  /** Asks the index something; null, and said, when it does not answer. */
  const ask = async <T,>(what: BulkKind | 'all', question: () => Promise<T>): Promise<T | null> => {
    if (busy !== null) return null;
    setBusy(what);
    try {
      return await question();
    } catch (error) {
      toast({ tone: 'bad', title: t`The devices could not be looked up`, description: errorWords(error) });
      return null;
    } finally {
      setBusy(null);
    }
  };
  // A search that is not understood in full may find other devices than were meant.
  const problem = query.problems[0]?.message ?? null;
  const chooseAll = async (): Promise<void> => {
    const all = await ask('all', () => fleet.sids(selection, limits));
    if (all === null) return;
    // The button has nothing left to do, and goes.
    handOn(() => choose(all, true), () => deploy.current);
  };
  const open = async (kind: BulkKind, button: HTMLButtonElement | null): Promise<void> => {
    if (readOnly !== null) return;
    returnTo.current = button;
    setPanel(null);
    const found = searched ? await ask(kind, () => lookUp(chosen, selection, limits)) : undefined;
    if (found === null) return;
    setOpened({ kind, sids, hidden: new Set(found ? sids.filter((sid) => !found.listed.has(sid)) : []) });
  };
  const aside = (deed: 'ack' | { readonly until: number }): Promise<void> => {
    setPanel(null);
    return triage.start(sids, deed);
  };
  const started = (id: string): void => {
    setOpened(null);
    toast({ tone: 'info', title: t`Started`, description: t`It goes on wherever you are in the console; leave this tab open.`, action: { label: t`Show it`, run: () => void navigate(paths.rollout(id)) } });
  };
  const action = ({ kind, label, icon }: SelectionAction): ReactNode => (
    <Button key={kind} ref={kind === 'deploy' ? deploy : undefined} className="max-sm:order-1 max-sm:flex-1" icon={icon} blocked={readOnly} busy={busy === kind} aria-haspopup="dialog" onClick={(event) => void open(kind, event.currentTarget)}>
      {label}
    </Button>
  );
  const those = count(chosen.size, 'device');
  useActions(t`The selection: ${those}`, [
    ...[DEPLOY, ...OTHERS, CONFIG].map(({ kind, label }) => ({ name: label, blocked: readOnly, act: () => void open(kind, deploy.current) })),
    { name: t`Roll out…`, act: () => void navigate(paths.newRollout) },
    { name: t`Show selected`, blocked: show.blocked, act: show.run },
    { name: t`Acknowledge`, act: () => void aside('ack') },
    { name: t`Snooze`, act: () => setPanel('snooze') },
    { name: t`Export the selection`, act: () => setPanel('export') },
    { name: t`Copy for ticket`, act: () => setPanel('ticket') },
    { name: t`Copy SIDs`, act: () => void copyText(sids.join('\n'), t`SIDs of ${those}`) },
    { name: t`Clear the selection`, act: () => clear(chosen) },
  ]);
  const away = awayWords(where, selection, coverage);
  return (
    <div role="group" aria-label={t`Selection`} data-selection-bar className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-t border-line-strong bg-accent-tint px-4 py-2 text-sm max-sm:px-3">
      <LiveText className="min-w-0 py-1 max-sm:flex-1 max-sm:basis-3/4">
        <strong className="font-semibold">{rich`${number(chosen.size)} selected`}</strong>
        {away !== '' && <span className="text-ink-2">, {away}</span>}
      </LiveText>
      {offered && (
        <Button variant="ghost" className="text-accent! max-sm:order-1 max-sm:flex-2 max-sm:px-1 max-sm:whitespace-normal" busy={busy === 'all'} blocked={problem === null ? null : t`Correct the search first: ${problem}`} onClick={() => void chooseAll()}>
          {allWords(matching, coverage)}
        </Button>
      )}
      {roomy && (
        <Button variant="ghost" blocked={show.blocked} onClick={show.run}>
          {t`Show selected`}
        </Button>
      )}
      {/* On a phone the first line is the count and the cross, the second what can be done. */}
      <div className="ml-auto flex items-center gap-2 max-sm:contents">
        {action(DEPLOY)}
        {roomy && <RollOutLink />}
        {roomy && OTHERS.map(action)}
        {wide && action(CONFIG)}
        {wide && <CompareLink sids={sids} short />}
        {wide && <CopyButton text={sids.join('\n')} what={t`SIDs of ${count(chosen.size, 'device')}`} label={t`Copy SIDs`} className="h-8 rounded-md bg-surface px-3! font-medium" />}
        {wide && (
          <Button ref={exporting} aria-haspopup="dialog" aria-expanded={panel === 'export'} icon={<Download aria-hidden size={15} />} onClick={() => setPanel('export')}>
            {t`Export`}
          </Button>
        )}
        <Button ref={more} className="max-sm:order-1 max-sm:flex-1" aria-haspopup="dialog" aria-expanded={panel === 'menu' || panel === 'snooze' || (panel === 'export' && !wide)} icon={<Ellipsis aria-hidden size={15} />} onClick={() => setPanel('menu')}>
          {t`More`}
        </Button>
        <Button variant="ghost" square={!roomy} aria-label={t`Clear the selection`} icon={<X aria-hidden size={15} />} onClick={() => clear(chosen)}>
          {roomy && t`Clear`}
        </Button>
      </div>
      <Suspense fallback={null}>
        {opened !== null && <BulkDialog {...opened} returnTo={returnTo} onClose={() => setOpened(null)} onStarted={started} />}
        {panel === 'export' && <ExportMenu anchor={wide ? exporting : more} selection={{ q: '', sort: selection.sort, list: sids }} chosen onClose={() => setPanel(null)} />}
        {panel === 'menu' && (
          <SelectionMenu anchor={more} sids={sids} sort={selection.sort} actions={wide ? [] : roomy ? [CONFIG] : [...OTHERS, CONFIG]} blocked={readOnly} show={roomy ? null : show} onAction={(kind) => void open(kind, more.current)} onExport={() => setPanel('export')} onAcknowledge={() => void aside('ack')} onSnooze={() => setPanel('snooze')} onClose={() => setPanel(null)} />
        )}
        {panel === 'ticket' && <SelectionTicket sids={sids} sort={selection.sort} returnTo={more} onClose={() => setPanel(null)} />}
        {panel === 'snooze' && <SnoozePanel anchor={more} subject={count(sids.length, 'device')} onPick={(until) => void aside({ until })} onEnd={null} onClose={() => setPanel(null)} />}
        {triage.asked !== null && <TriageMany {...triage.asked} as={null} returnTo={more} onClose={triage.close} />}
      </Suspense>
    </div>
  );
}
