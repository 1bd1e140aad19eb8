import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type RefObject } from 'react';
import { serverNow } from '#api/clock.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import type { AttentionClass } from '#fleet/health.ts';
import { coming } from '#lib/time.ts';
import { count, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog, DialogBody, DialogFooter, DialogForm } from '#ui/Dialog.tsx';
import { FirstDevices } from './FirstDevices.tsx';
import { useStuckAfter } from './stuck-after.ts';
import { putAside, type TriageDeed } from './triage-acts.ts';

interface TriageManyProps {
  /** Frozen as it was asked for. */
  readonly sids: readonly string[];
  readonly deed: Exclude<TriageDeed, 'back'>;
  /** What was the matter on the screen; null for any. */
  readonly as: AttentionClass | null;
  readonly returnTo: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Asks before very many devices are put aside: how many they are, and which are the first. */
export function TriageMany({ sids, deed, as, returnTo, onClose }: TriageManyProps) {
  const limits = useStuckAfter();
  const [busy, setBusy] = useState(false);
  const go = useRef<HTMLButtonElement>(null);
  const { data: rows = [] } = useQuery(fleetQueries.rows(sids.slice(0, 5)));
  const named = new Map(rows.map(({ device }) => [device.sid, device]));
  const devices = count(sids.length, 'device');
  const run = async (): Promise<void> => {
    setBusy(true);
    await putAside({ of: { sids }, deed, as, limits });
    onClose();
  };
  return (
    <Dialog title={deed === 'ack' ? t`Acknowledge ${devices}` : t`Snooze ${devices}`} subject={deed === 'ack' ? t`They leave the queue until something else is the matter with them.` : t`They leave the queue until ${coming(deed.until, serverNow())}, or until something else is the matter with them.`} onClose={onClose} returnTo={returnTo} initialFocus={go}>
      <DialogForm onSubmit={() => void run()}>
        <DialogBody>
          <p>
            <FirstDevices devices={sids.map((sid) => named.get(sid) ?? { sid, unique_name: null })} />
          </p>
          <p className="text-sm text-ink-2">{t`It is kept in this browser only, and nothing is sent to the devices. It can be undone.`}</p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>{t`Cancel`}</Button>
          <Button ref={go} type="submit" variant="primary" busy={busy}>
            {deed === 'ack' ? t`Acknowledge ${devices}` : t`Snooze ${devices}`}
          </Button>
        </DialogFooter>
      </DialogForm>
    </Dialog>
  );
}
