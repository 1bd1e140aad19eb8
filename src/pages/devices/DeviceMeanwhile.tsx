import { useState, type ReactNode } from 'react';
import type { DeviceChange } from '#api/devices.ts';
import type { Device } from '#api/schema.ts';
import { Notice } from '#components/Notice.tsx';
import { differs } from '#fleet/update.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';

interface Meanwhile {
  /** The device as the person who decides has seen it. */
  readonly seen: Device;
  /** True when what is about to be changed is no longer as it was seen. */
  readonly changed: boolean;
  /** From now on the present state is what was seen. */
  readonly accept: () => void;
}

/** Whether somebody else changes, while a dialog is open, what the dialog is about to change. */
export function useMeanwhile(device: Device, kind: DeviceChange['kind']): Meanwhile {
  const [seen, setSeen] = useState(device);
  return { seen, changed: differs(seen, device, kind), accept: () => setSeen(device) };
}

/** Says what somebody else changed; going on is a decision of its own. */
export function ChangedNotice({ children, onAccept }: { readonly children: ReactNode; readonly onAccept: () => void }) {
  return (
    <Notice
      tone="warn"
      title={t`Changed by somebody else in the meantime.`}
      action={
        <Button className="mt-1" onClick={onAccept}>
          {t`I have seen it, go on`}
        </Button>
      }
    >
      {rich`${children} Your change is not in effect.`}
    </Notice>
  );
}
