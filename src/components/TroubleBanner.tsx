import { CloudOff, Hourglass, KeyRound, RefreshCw, ServerCrash, TriangleAlert, type LucideIcon } from 'lucide-react';
import { callsHeldUntil } from '#api/client.ts';
import { ApiError } from '#api/error.ts';
import type { FleetTrouble as Trouble } from '#fleet/view.ts';
import { duration } from '#lib/time.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { ReadAt } from './AsOf.tsx';
import { useNowText } from './now.ts';
import { causeOf, troubleWords } from './trouble-words.ts';

const ICONS: Readonly<Record<string, LucideIcon | undefined>> = {
  'sign-in': KeyRound,
  rights: KeyRound,
  'slow-down': Hourglass,
  unavailable: Hourglass,
  unreachable: CloudOff,
  proxy: CloudOff,
  network: CloudOff,
  session: TriangleAlert,
};

interface TroubleBannerProps {
  /** The latest failure of what the page shows; null when all is well. */
  readonly error: Error | null;
  /** When what is on show was read (API clock); undefined when there is nothing on show. */
  readonly goodAsOf: number | undefined;
  readonly onRetry: () => void;
}

/** Says what kind of trouble there is, since when the page shows old data, and when it is tried again. */
export function TroubleBanner({ error, ...rest }: TroubleBannerProps) {
  if (error === null) return null;
  return <FleetTrouble trouble={error instanceof ApiError ? error : { message: error.message, trouble: 'client', retryAt: null }} {...rest} />;
}

interface FleetTroubleProps extends Omit<TroubleBannerProps, 'error'> {
  readonly trouble: Trouble | null;
}

/** The same for the reading of the whole fleet: why it stands still. */
export function FleetTrouble({ trouble, goodAsOf, onRetry }: FleetTroubleProps) {
  // While the API wants to be left alone nothing is sent, whoever asks.
  const isHeld = useNowText(() => (callsHeldUntil() > Date.now() ? 'held' : '')) !== '';
  if (trouble === null) return null;
  const { message, code, status, retryAt } = trouble;
  const cause = causeOf(trouble);
  const { title, help } = troubleWords(trouble);
  const Icon = ICONS[cause] ?? ServerCrash;
  const details = code === undefined ? message : `${status || t`no status`} · ${code} · ${message}`;
  return (
    <div role="group" aria-label={t`Trouble with the API`} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-warn/30 bg-warn-tint px-4 py-2 text-sm text-ink">
      <Icon aria-hidden size={16} className="text-warn" />
      <strong role="alert" className="font-semibold">
        {title}
      </strong>
      <span className="text-ink-2">
        {help} {code !== undefined && cause !== 'session' && <NextTry retryAt={retryAt} />}
      </span>
      {goodAsOf !== undefined && <span className="text-ink-2">{rich`Showing what was read at ${<ReadAt at={goodAsOf} />}.`}</span>}
      <details className="text-ink-2">
        <summary>{t`Details`}</summary>
        <span className="wrap-anywhere">{clip(visible(details), 400)}</span>
      </details>
      <span className="flex-1" />
      {cause === 'session' && <Button onClick={() => location.reload()}>{t`Load again`}</Button>}
      {cause !== 'session' && cause !== 'slow-down' && !isHeld && (
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
    if (retryAt === null) return t`No retry is scheduled.`;
    const left = retryAt - Date.now();
    return left > 0 ? t`Next try in ${duration(Math.max(1_000, left))}.` : t`Trying again…`;
  });
  return <>{text}</>;
}
