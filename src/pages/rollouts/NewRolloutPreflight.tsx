import { Info, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Device } from '#api/schema.ts';
import { AppName } from '#components/AppName.tsx';
import { isComplete } from '#components/coverage-words.ts';
import { FleetWhere } from '#components/FleetWhere.tsx';
import { COUNT_AGAIN, useNow } from '#components/now.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { count, number, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import { inError, type Split } from '#rollouts/plan.ts';
import type { WizardForm } from '#rollouts/wizard-form.ts';
import { leastDuration, type Preflight } from '#rollouts/wizard-preflight.ts';
import { rich } from '#texts/rich.ts';
import { Card, Fact, Facts } from '#ui/Card.tsx';
import { cx } from '#ui/cx.ts';
import type { Wizard } from './use-wizard.ts';
import type { FrozenList } from './wizard-list.ts';
import { warningsFor, type Warning } from './wizard-warnings.ts';

/** So many Apps are named; the others are counted together. */
const NAMED = 4;

interface NewRolloutPreflightProps {
  readonly form: WizardForm;
  readonly state: Wizard;
  readonly list: FrozenList | null;
}

/** What will happen, and what to think about, without a single write. */
export function NewRolloutPreflight({ form, state, list }: NewRolloutPreflightProps) {
  const { app, split, sent, waves, figures, how } = state;
  const ready = app !== null && list !== null;
  const warnings = useWarnings(form, state, list);
  // In sight at once; the others are at the end.
  const [bad, rest] = [warnings.filter(({ tone }) => tone === 'bad'), warnings.filter(({ tone }) => tone !== 'bad')];
  return (
    <div className="min-w-0 lg:sticky lg:top-4">
      <Card title={t`Preflight`}>
        {!ready && <p className="p-4 text-sm text-ink-2">{t`Pick an App and freeze a list of devices: what would happen to which is counted here, without a write.`}</p>}
        {ready && split === null && (
          <p aria-busy className="p-4 text-sm text-ink-2">
            {t`Counting …`}
          </p>
        )}
        {ready && split !== null && (
          <>
            {bad.length > 0 && (
              <ul aria-label={t`Dangers`} className="p-3 text-sm">
                {bad.map((each) => (
                  <Line key={each.text} {...each} />
                ))}
              </ul>
            )}
            <Facts>
              <Fact name={t`Sent to`}>
                <span>
                  <strong className="font-semibold">{count(sent.length, 'device')}</strong>
                  {waves.ends !== null && waves.ends.length > 0 && t`, in ${count(waves.ends.length, 'wave')}`}
                </span>
              </Fact>
              <Fact name={t`Of the list`}>
                <SplitFigures split={split} missing={state.missing.length} />
              </Fact>
              <Fact name={t`They run now`}>
                <Runs figures={figures} />
              </Fact>
              <Fact name={t`Last report`}>
                <Reports figures={figures} />
              </Fact>
              <Fact name={t`Takes at least`}>
                {how === null || waves.ends === null ? (
                  <span className="text-ink-3">–</span>
                ) : (
                  <span>
                    <strong className="font-semibold">{duration(leastDuration(waves.ends, how.settings, how.landing))}</strong>
                    <span className="block text-ink-2">{t`by the limit on writes and the soaks; and as long as devices take to land`}{form.gate === 'by-hand' && t`, and somebody to open each wave`}.</span>
                  </span>
                )}
              </Fact>
              <Fact name={t`Where`}>
                <span className="min-w-0 wrap-anywhere">
                  <FleetWhere />
                </span>
              </Fact>
            </Facts>
            {(rest.length > 0 || bad.length === 0) && <Warnings warnings={rest} />}
          </>
        )}
      </Card>
    </div>
  );
}

function SplitFigures({ split, missing }: { readonly split: Split; readonly missing: number }) {
  const parts = [
    [split.change.length, t`will change`],
    [split.so.length, t`already so`],
    [split.error.length, t`in error now`],
    [split.never.length, t`never reported`],
    [split.elsewhere.length, t`in other open rollouts`],
    [missing, t`not in the fleet`],
  ] as const;
  return (
    <ul aria-label={t`Of the list`} className="min-w-0 flex-1">
      {parts.map(([devices, words]) => (
        <li key={words} className={cx('flex gap-2', devices === 0 && 'text-ink-3')}>
          <span className="min-w-8 text-right">{number(devices)}</span> {words}
        </li>
      ))}
    </ul>
  );
}

function Runs({ figures: { runs } }: { readonly figures: Preflight }) {
  const others = runs.slice(NAMED);
  return (
    <ul aria-label={t`They run now`} className="min-w-0 flex-1">
      {runs.slice(0, NAMED).map(({ app, devices }) => (
        <li key={app} className="flex min-w-0 gap-2">
          <span className="min-w-8 text-right">{number(devices)}</span>
          {app === null ? <span className="text-ink-2">{t`never reported`}</span> : <AppName sid={app} />}
        </li>
      ))}
      {others.length > 0 && (
        <li className="flex gap-2 text-ink-2">
          <span className="min-w-8 text-right">{number(others.reduce((sum, { devices }) => sum + devices, 0))}</span>
          {count(others.length, 'other App')}
        </li>
      )}
      {runs.length === 0 && <li className="text-ink-3">–</li>}
    </ul>
  );
}

function Reports({ figures: { runs, silent, undated } }: { readonly figures: Preflight }) {
  const reported = runs.reduce((sum, { app, devices }) => sum + (app === null ? 0 : devices), 0);
  return (
    <span>
      {rich`${number(reported - silent - undated)} within 24 h`}
      {silent > 0 && t`, ${number(silent)} earlier`}
      {undated > 0 && t`, ${number(undated)} without a date`}
    </span>
  );
}

/** What is to be said of it; nothing while it is not known what it would do. */
function useWarnings(form: WizardForm, { app, apps, appsError, split, missing, figures, fit, rows, sent, how }: Wizard, list: FrozenList | null): readonly Warning[] {
  const now = useNow(COUNT_AGAIN);
  const { coverage } = useFleetStatus();
  if (split === null || list === null) return [];
  const going = new Map(form.canaries === 'hand' ? sent.map((device) => [device.sid, device]) : []);
  const picked = form.canaries === 'hand' ? form.picked : [];
  return warningsFor({
    form, split, figures, how,
    listed: apps === undefined ? null : app?.app !== null,
    appsFailed: appsError !== null,
    fit: fit.words,
    complete: isComplete(coverage),
    age: now - list.at,
    missing: missing.length,
    waves: rows,
    pickedOut: picked.filter((sid) => !going.has(sid)).length,
    pickedBroken: picked.filter((sid) => isBroken(going.get(sid))).length,
  });
}

function Warnings({ warnings }: { readonly warnings: readonly Warning[] }) {
  if (warnings.length === 0) return <p className="border-t border-line px-4 py-3 text-sm text-ink-2">{t`Nothing to warn of.`}</p>;
  return (
    <ul aria-label={t`Warnings`} className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm">
      {warnings.map((each) => (
        <Line key={each.text} {...each} />
      ))}
    </ul>
  );
}

function isBroken(device: Device | undefined): boolean {
  return device !== undefined && inError(device);
}

const TONES: Readonly<Record<Warning['tone'], readonly [icon: ReactNode, tone: string, word: string]>> = {
  bad: [<OctagonAlert key="bad" aria-hidden size={14} />, 'text-bad', t`Danger`],
  warn: [<TriangleAlert key="warn" aria-hidden size={14} />, 'text-warn', t`Warning`],
  note: [<Info key="note" aria-hidden size={14} />, 'text-info', t`Note`],
};

function Line({ tone, text }: Warning) {
  const [icon, color, word] = TONES[tone];
  return (
    <li className={cx('flex gap-2', tone === 'bad' && 'rounded-md border border-bad/30 bg-bad-tint px-3 py-2')}>
      <span className={cx('mt-0.75 shrink-0', color)}>{icon}</span>
      <span className="min-w-0 wrap-anywhere">
        <strong className={cx('font-semibold', color)}>{word}:</strong> {text}
      </span>
    </li>
  );
}
