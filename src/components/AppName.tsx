import { useQuery } from '@tanstack/react-query';
import { appQueries } from '#api/apps.ts';
import type { App } from '#api/schema.ts';
import { clip, middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { Glyph } from '#ui/Glyph.tsx';

interface AppLabel {
  readonly text: string;
  readonly named: boolean;
  readonly listed: boolean;
}

/** What can be said of an App from its sid: its name, or that it has none, or that the account no longer lists it. */
export function appLabel(sid: string, apps: ReadonlyMap<string, Pick<App, 'unique_name'>> | undefined): AppLabel {
  const name = apps?.get(sid)?.unique_name;
  return {
    text: name ? clip(visible(name), 120) : middle(visible(sid)),
    named: Boolean(name),
    listed: apps === undefined || apps.has(sid),
  };
}

export function useAppLabel(sid: string | null): AppLabel | null {
  const { data: apps } = useQuery(appQueries.all());
  return sid === null ? null : appLabel(sid, apps);
}

/** What is said of an App that is pointed at: its sid, and that it is not listed. */
export function appTip(sid: string, { listed }: AppLabel): string {
  return listed ? sid : t`${sid}\nNot in the list of Apps: deleted, or never uploaded to this account.`;
}

interface AppNameAsProps {
  readonly sid: string;
  readonly label: AppLabel;
  readonly className?: string | undefined;
}

/** An App by name, or by sid where it has none; an App that is not listed (deleted, say) is marked. */
export function AppNameAs({ sid, label, className }: AppNameAsProps) {
  return (
    <span className={cx('inline-flex max-w-full min-w-0 items-baseline gap-1.5', className)} data-tip={appTip(sid, label)}>
      {/* A shortened SID is never cut off: without its end, two Apps could look the same. */}
      <bdi className={label.named ? 'truncate' : 'shrink-0 font-mono text-[0.92em] whitespace-nowrap'}>{label.text}</bdi>
      {!label.listed && (
        // Without room for both, the word wraps to a second line, which is hidden, and the icon stays visible.
        <span className="inline-flex [block-size:1rem] min-w-3.5 self-center flex-wrap gap-x-1 overflow-hidden text-xs text-odd">
          <Glyph name="unlink" className="shrink-0" />
          <span>{t`not listed`}</span>
        </span>
      )}
    </span>
  );
}

/** The same, by what the Apps are called now. */
export function AppName({ sid, className }: { readonly sid: string | null; readonly className?: string }) {
  const label = useAppLabel(sid);
  if (label === null || sid === null) return <span className={cx('text-ink-3', className)}>–</span>;
  return <AppNameAs sid={sid} label={label} className={className} />;
}
