import type { Device } from '#api/schema.ts';
import { permalink } from '#components/permalink.ts';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Card, Fact, Facts } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { paths } from '../../paths.ts';

/** Everything the device can be called by, each with a copy; addresses are text and never links. */
export function DeviceFacts({ device }: { readonly device: Device }) {
  const { app } = device;
  const links = Object.entries(device.links ?? {});
  return (
    <Card title={t`Identifiers`}>
      <Facts>
        <Row name={t`Unique name`} value={device.unique_name} tall />
        <Row name={t`Device SID`} value={device.sid} />
        <Row name={t`Account SID`} value={device.account_sid} />
        <Row name={t`Target App`} value={app?.target_sid ?? null} what={t`target App SID`} />
        <Row name={t`Reported App`} value={app?.reported_sid ?? null} what={t`reported App SID`} />
        <Row name={t`This page`} value={permalink(paths.device(device.sid))} what={t`link to this page`} />
        <Row name={t`API address`} value={device.url} />
        {links.map(([name, value]) => (
          <Row key={name} name={name} value={value} />
        ))}
      </Facts>
    </Card>
  );
}

interface RowProps {
  readonly name: string;
  readonly value: string | null;
  /** What the copy button copies; the row's name otherwise. */
  readonly what?: string;
  /** Shown whole, however long. */
  readonly tall?: boolean;
}

function Row({ name, value, what = name, tall = false }: RowProps) {
  const shown = clip(visible(name), 60);
  return (
    <Fact name={shown}>
      {value === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <>
          {tall ? (
            <bdi className="max-h-40 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap wrap-anywhere">{visible(value)}</bdi>
          ) : (
            <bdi className="min-w-0 flex-1 truncate font-mono text-xs" data-tip={clip(visible(value), 400)}>
              {clip(visible(value), 200)}
            </bdi>
          )}
          <CopyButton text={value} what={clip(visible(what), 60)} />
        </>
      )}
    </Fact>
  );
}
