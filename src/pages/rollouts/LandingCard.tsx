import { useMemo } from 'react';
import { count, t } from '#texts/t.ts';
import { duration } from '#lib/time.ts';
import type { Ledger } from '#rollouts/ledger.ts';
import { landingTimes } from '#rollouts/landing-times.ts';
import { rich } from '#texts/rich.ts';
import { Card } from '#ui/Card.tsx';

/** From the target to the report of it: what is usual, and what is the worst. */
export function LandingCard({ ledger }: { readonly ledger: Ledger }) {
  const { length } = ledger.took;
  // oxlint-disable-next-line react/exhaustive-deps -- the ledger is the same object; more of them are news
  const times = useMemo(() => landingTimes(ledger.took), [ledger, length]);
  return (
    <Card title={t`Time to update`}>
      {times === null ? (
        <p className="px-4 py-3 text-sm text-ink-2">{t`No device has updated yet.`}</p>
      ) : (
        <div className="flex flex-col gap-3 px-4 py-3">
          <dl className="grid grid-cols-3 gap-2 text-sm">
            {([[t`Median`, times.median], [t`9 of 10 within`, times.most], [t`Slowest`, times.slowest]] as const).map(([name, ms]) => (
              <div key={name}>
                <dt className="text-ink-2">{name}</dt>
                <dd className="text-lg font-semibold">{duration(ms)}</dd>
              </div>
            ))}
          </dl>
          {times.devices >= 5 && <Distribution times={times} />}
          <p className="text-xs text-ink-2">{rich`Of ${count(times.devices, 'device')}, by the dates that the API gave.`}</p>
        </div>
      )}
    </Card>
  );
}

/** How many took how long, in equal steps. The figures above say the same in words. */
function Distribution({ times: { steps, slowest } }: { readonly times: NonNullable<ReturnType<typeof landingTimes>> }) {
  const most = Math.max(...steps.map(({ devices }) => devices));
  return (
    <div aria-hidden>
      <div className="flex h-12 items-end gap-0.5">
        {steps.map(({ upTo, devices }) => (
          <div key={upTo} data-tip={t`${count(devices, 'device')} within ${duration(upTo)}`} className="flex h-full flex-1 items-end bg-bg">
            <div className="w-full rounded-t-sm bg-accent" style={{ height: devices === 0 ? 0 : `max(2px, ${(devices / most) * 100}%)` }} />
          </div>
        ))}
      </div>
      <div className="mt-1 flex justify-between border-t border-line pt-1 text-xs text-ink-3">
        <span>0 s</span>
        <span>{duration(slowest)}</span>
      </div>
    </div>
  );
}
