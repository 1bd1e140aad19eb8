import { ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import * as z from 'zod/mini';
import type { Device } from '#api/schema.ts';
import { ReadAt } from '#components/AsOf.tsx';
import { Configs } from '#components/Configs.tsx';
import { deviceLabel } from '#components/DeviceName.tsx';
import { preference, usePreference, type Preference } from '#components/preference.ts';
import { Secrets } from '#components/Secrets.tsx';
import { TroubleBanner } from '#components/TroubleBanner.tsx';
import { useConfigs, useSecrets, type KeyedListing } from '#components/use-keyed-list.ts';
import { useKeyedPart } from '#components/use-keyed-view.ts';
import { clip, visible } from '#lib/text.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { linkOf } from './device-links.ts';

/** Whether each stands open: kept, so that whoever works with them has them open on every device, and nobody else pays a call for them. */
const configsOpen = preference('device-configs-open', z.boolean(), false, false);
const secretsOpen = preference('device-secrets-open', z.boolean(), false, false);

interface DeviceConfigsProps {
  readonly device: Device;
}

/** The Configs and Secrets of a device, followed from its links; read once they are opened. */
export function DeviceConfigs({ device }: DeviceConfigsProps) {
  return (
    <>
      <Part title={t`Configs`} open={configsOpen} device={device} kind="Configs">
        <DeviceConfigList device={device} />
      </Part>
      <Part title={t`Secrets`} open={secretsOpen} device={device} kind="Secrets">
        <DeviceSecretList device={device} />
      </Part>
    </>
  );
}

interface PartProps extends DeviceConfigsProps {
  readonly title: string;
  readonly kind: 'Configs' | 'Secrets';
  readonly open: Preference<boolean>;
  readonly children: ReactNode;
}

function Part({ title, kind, open, device, children }: PartProps) {
  const id = useId();
  const [isOpen, setOpen] = usePreference(open);
  const link = linkOf(device, kind);
  return (
    <section aria-labelledby={id} className="min-w-0 rounded-lg border border-line bg-surface">
      <h2 className="text-base font-semibold">
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="flex min-h-11 w-full items-center gap-2 rounded-lg px-4 text-left">
          <ChevronRight aria-hidden size={16} className={`text-ink-3 transition-transform ${isOpen ? 'rotate-90' : ''}`} />
          <span id={id}>{title}</span>
        </button>
      </h2>
      {isOpen && (
        <div className="border-t border-line">
          {link.kind === 'own' && children}
          {link.kind === 'none' && <p className="px-4 py-3 text-sm text-ink-2">{t`The API gives this device no link to its ${title}, so they are not read.`}</p>}
          {link.kind === 'odd' && (
            <p className="px-4 py-3 text-sm text-ink-2 wrap-anywhere">
              {rich`The link that the API gives to its ${title} does not lead to this device, and was not followed: ${<bdi className="font-mono text-xs">{clip(visible(link.url), 200)}</bdi>}`}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function DeviceConfigList({ device }: DeviceConfigsProps) {
  const listing = useConfigs(device.sid);
  const control = useKeyedPart();
  return (
    <Reading listing={listing}>
      <Configs scope={device.sid} owner={<Owner device={device} />} listing={listing} control={control} main={false} />
    </Reading>
  );
}

function DeviceSecretList({ device }: DeviceConfigsProps) {
  const listing = useSecrets(device.sid);
  const control = useKeyedPart();
  return (
    <Reading listing={listing}>
      <Secrets scope={device.sid} owner={<Owner device={device} />} listing={listing} control={control} main={false} />
    </Reading>
  );
}

function Owner({ device }: DeviceConfigsProps) {
  return <>{rich`Of ${<bdi className="font-medium text-ink">{deviceLabel(device)}</bdi>} alone`}</>;
}

/** What trouble there is, and when the list was read: the page's own clock is that of the device. */
function Reading({ listing, children }: { readonly listing: KeyedListing<unknown>; readonly children: ReactNode }) {
  const { error, at, fetching, refresh } = listing;
  return (
    <>
      <TroubleBanner error={error} goodAsOf={at} onRetry={refresh} />
      {children}
      {at !== undefined && (
        <p className="flex items-center gap-3 border-t border-line px-4 py-1.5 text-xs text-ink-3">
          {rich`as of ${<ReadAt at={at} />}`}
          <button type="button" aria-busy={fetching} onClick={refresh} className="rounded underline decoration-line-strong underline-offset-4 hover:text-ink pointer-coarse:min-h-8">
            {fetching ? t`Reading…` : t`Read again`}
          </button>
        </p>
      )}
    </>
  );
}
