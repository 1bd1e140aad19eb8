import type { App } from '#api/schema.ts';
import { permalink } from '#components/permalink.ts';
import { Time } from '#components/Time.tsx';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { Card, Fact, Facts } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { paths } from '../../paths.ts';

/** Everything that the API says of an App, each with a copy; addresses are text and never links. */
export function AppFacts({ app, sid, name }: { readonly app: App | undefined; readonly sid: string; readonly name: string | null }) {
  return (
    <Card title={t`About`}>
      <Facts>
        <Row name={t`Unique name`} value={name} />
        <Row name={t`App SID`} value={sid} mono />
        <Row name={t`Hash`} value={app?.hash ?? null} mono />
        <Fact name={t`Created`}>
          <Time date={app?.date_created ?? null} focusable />
        </Fact>
        <Fact name={t`Updated`}>
          <Time date={app?.date_updated ?? null} focusable />
        </Fact>
        <Row name={t`Account SID`} value={app?.account_sid ?? null} mono />
        <Row name={t`This page`} value={permalink(paths.app(sid))} mono what={t`link to this page`} />
        <Row name={t`API address`} value={app?.url ?? null} mono />
      </Facts>
    </Card>
  );
}

interface RowProps {
  readonly name: string;
  readonly value: string | null;
  readonly mono?: boolean;
  /** What the copy button copies; the row's name otherwise. */
  readonly what?: string;
}

function Row({ name, value, mono = false, what = name }: RowProps) {
  return (
    <Fact name={name}>
      {value === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <>
          <bdi className={mono ? 'min-w-0 flex-1 truncate font-mono text-xs' : 'min-w-0 flex-1 wrap-anywhere'} data-tip={clip(visible(value), 400)}>
            {clip(visible(value), 400)}
          </bdi>
          <CopyButton text={value} what={what} />
        </>
      )}
    </Fact>
  );
}
