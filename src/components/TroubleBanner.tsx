import { CloudOff, Hourglass, KeyRound, RefreshCw, ServerCrash, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError, type Trouble } from '#api/error.ts';
import type { FleetStatus } from '#fleet/view.ts';
import { duration } from '#lib/time.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { ReadAt } from './AsOf.tsx';
import { useNowText } from './now.ts';

interface Words {
  readonly icon: ReactNode;
  readonly title: string;
  readonly help: string;
}

const SERVER: Words = {
  icon: <ServerCrash aria-hidden size={16} />,
  title: t`The API has a problem`,
  help: t`It answered with an error of its own.`,
};
const WORDS: Partial<Record<Trouble, Words>> = {
  'sign-in': {
    icon: <KeyRound aria-hidden size={16} />,
    title: t`The API rejected the credentials (401)`,
    help: t`Check the account and token that the console was started with, then restart it.`,
  },
  rights: {
    icon: <KeyRound aria-hidden size={16} />,
    title: t`The credentials lack the rights for this (403)`,
    help: t`Sign-in worked, but this account or key may not do it.`,
  },
  'slow-down': {
    icon: <Hourglass aria-hidden size={16} />,
    title: t`The API asks to slow down (429)`,
    help: t`Nothing is lost: requests wait and are sent again.`,
  },
  server: SERVER,
  unsent: { icon: <CloudOff aria-hidden size={16} />, title: t`The API cannot be reached`, help: t`The console’s server found nobody there.` },
  network: { icon: <CloudOff aria-hidden size={16} />, title: t`The console’s server does not answer`, help: t`Is it still running? Is this machine online?` },
  session: { icon: <TriangleAlert aria-hidden size={16} />, title: t`The console’s server was restarted with other settings`, help: t`Load this page again to go on.` },
};

/** Where the gateway got no answer at all, it would be wrong to say that the API answered with an error. */
const BY_CODE: ReadonlyMap<number | string, Words | undefined> = new Map([
  ['upstream_unreachable', WORDS.unsent],
  ['upstream_too_large', { ...SERVER, title: t`The API’s answer is too large`, help: t`The console’s server accepts 8 MiB at most.` }],
  ['upstream_timeout', { ...SERVER, title: t`The API does not answer in time`, help: t`The console’s server gave up waiting for it.` }],
]);

/** Not the API's doing at all. */
const STOPPED: Words = {
  icon: <ServerCrash aria-hidden size={16} />,
  title: t`The part of the console that reads the whole fleet has stopped`,
  help: t`Single devices and the pages of the API are read without it.`,
};

/** The API answers, but its list leads nowhere: the message says why, and how much of it was read. */
const listWords = (help: string): Words => ({ ...SERVER, title: t`The list is incomplete`, help });

const REFUSED: Words = { ...SERVER, title: t`The request was refused`, help: '' };

function wordsOf(error: Error): Words {
  if (!(error instanceof ApiError)) return SERVER;
  if (error.code === 'broken_list') return listWords(error.message);
  return BY_CODE.get(error.code) ?? WORDS[error.trouble] ?? REFUSED;
}

interface TroubleBannerProps {
  /** The latest failure of what the page shows; null when all is well. */
  readonly error: Error | null;
  /** When what is on show was read (API clock); undefined when there is nothing on show. */
  readonly goodAsOf: number | undefined;
  readonly onRetry: () => void;
}

/** Says what kind of trouble there is, since when the page shows old data, and when it is tried again. */
export function TroubleBanner({ error, goodAsOf, onRetry }: TroubleBannerProps) {
  if (error === null) return null;
  const api = error instanceof ApiError ? error : null;
  const code = api === null ? '' : `${api.status || t`no status`} · ${api.code} · `;
  return (
    <Banner words={wordsOf(error)} trouble={api?.trouble ?? 'server'} retryAt={api?.retryAt ?? null} details={code + error.message} goodAsOf={goodAsOf} onRetry={onRetry} />
  );
}

interface FleetTroubleProps extends Omit<TroubleBannerProps, 'error'> {
  /** Why the reading of the whole fleet stands still. */
  readonly trouble: FleetStatus['trouble'];
}

/** The same for the reading of the whole fleet. */
export function FleetTrouble({ trouble, goodAsOf, onRetry }: FleetTroubleProps) {
  if (trouble === null) return null;
  const kind = KINDS.find((known) => known === trouble.trouble) ?? 'refused';
  const words = trouble.trouble === 'worker' ? STOPPED : trouble.trouble === 'list' ? listWords(trouble.message) : (WORDS[kind] ?? REFUSED);
  return <Banner words={words} trouble={kind} retryAt={trouble.retryAt} details={trouble.message} goodAsOf={goodAsOf} onRetry={onRetry} />;
}

const KINDS: readonly Trouble[] = ['sign-in', 'rights', 'slow-down', 'unsent', 'server', 'network', 'session', 'guard'];

interface BannerProps extends Omit<TroubleBannerProps, 'error'> {
  readonly words: Words;
  readonly trouble: Trouble;
  /** Browser clock. */
  readonly retryAt: number | null;
  readonly details: string;
}

function Banner({ words, trouble, retryAt, details, goodAsOf, onRetry }: BannerProps) {
  return (
    <div role="group" aria-label={t`Trouble with the API`} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm text-ink">
      <span className="text-warn">{words.icon}</span>
      <strong role="alert" className="font-semibold">
        {words.title}.
      </strong>
      <span className="text-ink-2">
        {words.help} <NextTry retryAt={retryAt} />
      </span>
      {goodAsOf !== undefined && <span className="text-ink-2">{rich`Showing what was read at ${<ReadAt at={goodAsOf} />}.`}</span>}
      <details className="text-ink-2">
        <summary>{t`Details`}</summary>
        <span className="wrap-anywhere">{clip(visible(details), 400)}</span>
      </details>
      <span className="flex-1" />
      {trouble === 'session' && <Button onClick={() => location.reload()}>{t`Load again`}</Button>}
      {trouble !== 'session' && trouble !== 'slow-down' && (
        <Button icon={<RefreshCw aria-hidden size={14} />} onClick={onRetry}>
          {t`Try now`}
        </Button>
      )}
    </div>
  );
}

/** `retryAt`: of the browser's clock. */
function NextTry({ retryAt }: { readonly retryAt: number | null }) {
  const text = useNowText(() => {
    if (retryAt === null) return '';
    const left = retryAt - Date.now();
    return left > 0 ? t`Next try in ${duration(Math.max(1_000, left))}.` : t`Trying again…`;
  });
  return <>{text}</>;
}
