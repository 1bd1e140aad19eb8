import type { App, Device } from '#api/schema.ts';
import { AppName } from '#components/AppName.tsx';
import { Notice } from '#components/Notice.tsx';
import { clip, middle, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';

interface DeployPreviewProps {
  readonly device: Device;
  /** The App as the API has it; null when it knows none by this sid. */
  readonly app: App | null;
  readonly sid: string;
}

/** What a deployment would change, before it is sent. */
export function DeployPreview({ device, app, sid }: DeployPreviewProps) {
  const target = device.app?.target_sid ?? null;
  const reported = device.app?.reported_sid ?? null;
  const name = <bdi className="font-semibold wrap-anywhere">{app?.unique_name ? clip(visible(app.unique_name), 120) : <span className="font-mono text-xs">{middle(sid)}</span>}</bdi>;
  return (
    <div role="group" aria-label={t`What changes`} className="flex flex-col gap-2">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-md border border-line bg-bg px-3 py-2 text-sm">
        <dt className="text-ink-2">{t`Runs`}</dt>
        <dd className="min-w-0">{reported === null ? <span className="text-ink-3">{t`never reported`}</span> : <AppName sid={reported} />}</dd>
        <dt className="text-ink-2">{t`Target now`}</dt>
        <dd className="min-w-0">{target === null ? <span className="text-ink-3">{t`none`}</span> : <AppName sid={target} />}</dd>
        <dt className="text-ink-2">{t`New target`}</dt>
        <dd className="min-w-0">{name}</dd>
      </dl>
      {sid === target && (
        <Notice tone="warn" title={t`That is its target already.`}>
          {t`Deployed again, the API counts it as a new deployment.`}
        </Notice>
      )}
      {sid !== target && sid === reported && (
        <Notice tone="info" title={t`It runs this App now.`}>
          {t`The deployment takes back the one that is under way.`}
        </Notice>
      )}
    </div>
  );
}
