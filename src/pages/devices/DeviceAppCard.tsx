import { useQuery } from '@tanstack/react-query';
import { ArrowDown, ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { appQueries } from '#api/apps.ts';
import type { Device } from '#api/schema.ts';
import { AppLink } from '#components/AppLink.tsx';
import { CodeMeaning } from '#components/CodeMeaning.tsx';
import { useNow } from '#components/now.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { Time } from '#components/Time.tsx';
import { alignment, updateResult } from '#fleet/health.ts';
import { clip, middle, visible } from '#lib/text.ts';
import { duration } from '#lib/time.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { CopyButton } from '#ui/CopyButton.tsx';
import { cx } from '#ui/cx.ts';
import { Card, Fact, Facts, Hint } from '#ui/Card.tsx';
import { verdict, type Verdict } from './device-words.ts';

const TONE: Record<Verdict['tone'], string> = {
  ok: 'text-ok',
  info: 'text-info',
  warn: 'text-warn',
  bad: 'text-bad',
  odd: 'text-odd',
  quiet: 'text-ink-2',
};

/** What it runs → what it should run, since when they differ, and what that means. */
export function DeviceAppCard({ device }: { readonly device: Device }) {
  const now = useNow(1_000);
  const { app } = device;
  const limits = useStuckAfter();
  const state = alignment(device, now, limits);
  const says = verdict(device, now, limits);
  const age = 'age' in state && state.age !== null ? t`for ${duration(state.age)}` : null;
  return (
    <Card title={t`App`}>
      <div className="grid gap-2 px-4 pt-4 pb-3 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] md:gap-4">
        <Side title={t`Runs`} sidOf={t`SID of the App it runs`} hashOf={t`hash of the App it runs`} sid={app?.reported_sid ?? null} none={state.kind === 'no-target' ? t`has reported none` : t`never reported`}>
          <Hint text={t`Reported`} tip={t`The last time the device reported an App. Not a sign of life: the API has no heartbeat.`} />{' '}
          <Time date={app?.date_reported ?? null} focusable />
        </Side>
        <div className="flex items-center justify-center gap-2 md:w-28 md:flex-col md:gap-1">
          <Arrow aligned={state.kind === 'aligned'} />
          <span className={cx('text-center text-sm font-medium whitespace-nowrap', TONE[says.tone])}>{state.kind === 'aligned' ? t`the same` : age}</span>
        </div>
        <Side title={t`Should run`} sidOf={t`SID of the App it should run`} hashOf={t`hash of the App it should run`} sid={app?.target_sid ?? null} none={t`no target`} hash={app?.target_hash ?? null}>
          {rich`Targeted ${<Time date={app?.date_targeted ?? null} focusable />}`}
        </Side>
      </div>
      <p className={cx('mx-4 mb-3 border-l-2 border-current pl-3 text-sm wrap-anywhere', TONE[says.tone])}>
        <span className="text-ink">{says.text}</span> <Orphan sid={app?.target_sid ?? null} />
      </p>
      <div className="border-t border-line">
        <Facts>
          <Fact name={t`Update result`}>
            <UpdateWords device={device} />
          </Fact>
          <Fact name={t`Updated`}>
            <Time date={device.date_updated} focusable />
          </Fact>
          <Fact name={t`Created`}>
            <Time date={device.date_created} focusable />
          </Fact>
        </Facts>
      </div>
    </Card>
  );
}

function Arrow({ aligned }: { readonly aligned: boolean }) {
  const look = aligned ? 'text-ink-3' : 'text-ink-2';
  return (
    <span className={look}>
      <ArrowRight aria-hidden size={20} className="max-md:hidden" />
      <ArrowDown aria-hidden size={18} className="md:hidden" />
    </span>
  );
}

interface SideProps {
  readonly title: string;
  /** What its identifiers are, for the buttons that copy them. */
  readonly sidOf: string;
  readonly hashOf: string;
  readonly sid: string | null;
  /** What to say where there is no App. */
  readonly none: string;
  /** The hash that the device itself gives. */
  readonly hash?: string | null;
  readonly children: ReactNode;
}

/** One side of the picture: an App, its sid and hash, and since when. */
function Side({ title, sidOf, hashOf, sid, none, hash = null, children }: SideProps) {
  const { data: apps, isPending } = useQuery(appQueries.all());
  const listed = sid === null ? null : (apps?.get(sid)?.hash ?? null);
  return (
    <div role="group" aria-label={title} className="flex min-w-0 flex-col gap-1 rounded-md border border-line bg-bg px-3 py-2.5">
      <span className="text-xs text-ink-2">{title}</span>
      {sid === null ? <span className="text-lg text-ink-3">{none}</span> : <AppLink sid={sid} className="self-start text-lg font-semibold" />}
      {sid !== null && <Identifier text={sid} what={sidOf} />}
      {[hash, listed].map(
        (value, index) =>
          value !== null && (index === 0 || value !== hash) && (
            <Identifier key={value} text={value} what={index === 0 ? t`target hash` : hashOf} />
          ),
      )}
      {/* The place of the hash that the list of Apps gives, so that nothing moves when it comes. */}
      {sid !== null && hash === null && isPending && <span aria-hidden className="h-6" />}
      {hash !== null && listed !== null && hash !== listed && <span className="text-xs text-odd">{t`The device’s target hash is not the App’s.`}</span>}
      <span className="text-xs text-ink-2">{children}</span>
    </div>
  );
}

function Identifier({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1 text-ink-2">
      <span className="truncate font-mono text-xs" data-tip={clip(visible(text), 200)} data-whole={visible(text)}>
        <span>{middle(visible(text), 14, 6)}</span>
      </span>
      <CopyButton text={text} what={what} />
    </span>
  );
}

function UpdateWords({ device }: { readonly device: Device }) {
  const { word } = updateResult(device);
  const code = device.app?.update_error_code ?? null;
  if (word === null && code === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="min-w-0 wrap-anywhere">
      <span className="font-mono text-xs">{word === null ? t`no status` : clip(visible(word), 200)}</span>
      {code !== null && (
        <span className="text-ink-2">
          {' '}
          {t`· code`}{' '}<span className="font-mono text-xs">{clip(visible(String(code)), 80)}</span>
        </span>
      )}
      <CodeMeaning code={code} offer className="block" />
    </span>
  );
}

/** A target that the account does not list cannot be explained from here. */
function Orphan({ sid }: { readonly sid: string | null }) {
  const { data: apps } = useQuery(appQueries.all());
  if (sid === null || apps === undefined || apps.has(sid)) return null;
  return <span className="text-odd">{t`Its target is not in the list of Apps: it was deleted, or belongs to another account.`}</span>;
}
