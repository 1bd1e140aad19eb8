import { PackageCheck, Pencil, RotateCw, ScrollText } from 'lucide-react';
import { Suspense, useRef, useState, type RefObject } from 'react';
import type { Device } from '#api/schema.ts';
import { useActions } from '#components/actions.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { copyText } from '#ui/copy-text.ts';
import { late } from '#ui/late.ts';
import { useShortcuts } from '#ui/shortcuts.ts';

export interface DeviceDialogProps {
  readonly device: Device;
  readonly onClose: () => void;
  /** What opened it. */
  readonly returnTo: RefObject<HTMLElement | null>;
}

const RenameDialog = late(async () => (await import('./RenameDialog.tsx')).RenameDialog);
const DeployDialog = late(async () => (await import('./DeployDialog.tsx')).DeployDialog);
const RestartDialog = late(async () => (await import('./RestartDialog.tsx')).RestartDialog);

const DIALOGS = { rename: RenameDialog, deploy: DeployDialog, restart: RestartDialog };

interface DeviceActionsProps {
  readonly device: Device;
  readonly blocked: string | null;
}

/** What can be done to a device. On a phone the buttons stay at the lower edge, in reach of the thumb. */
export function DeviceActions({ device, blocked }: DeviceActionsProps) {
  const [open, setOpen] = useState<keyof typeof DIALOGS | null>(null);
  const rename = useRef<HTMLButtonElement>(null);
  const deploy = useRef<HTMLButtonElement>(null);
  const restart = useRef<HTMLButtonElement>(null);
  const openers = { rename, deploy, restart };
  const act = (what: keyof typeof DIALOGS): void => {
    if (blocked === null) setOpen(what);
  };
  useShortcuts({
    d: { does: t`Deploy an App`, act: () => act('deploy') },
    e: { does: t`Rename`, act: () => act('rename') },
    l: { does: t`Go to logging`, act: toLogging },
  });
  useActions(t`This device`, [
    { name: t`Deploy an App`, key: 'd', blocked, act: () => act('deploy') },
    { name: t`Rename`, key: 'e', blocked, act: () => act('rename') },
    { name: t`Restart`, blocked, act: () => act('restart') },
    { name: t`Copy SID`, act: () => void copyText(device.sid, t`device SID`) },
  ]);
  const Dialog = open === null ? null : DIALOGS[open];
  return (
    <div
      role="toolbar"
      aria-label={t`Actions`}
      data-bottom-bar
      className="flex gap-2 max-sm:flex-wrap max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-20 max-sm:gap-1.5 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:px-3 max-sm:py-2 low:static! low:border-0! low:bg-transparent! low:p-0! max-sm:[&>button]:flex-1 max-sm:[&>button]:px-1 max-sm:[&>button>svg]:hidden"
    >
      <Button ref={deploy} variant="primary" icon={<PackageCheck aria-hidden size={15} />} blocked={blocked} aria-label={t`Deploy an App`} tip={t`Deploy an App`} aria-keyshortcuts="d" aria-haspopup="dialog" onClick={() => act('deploy')}>
        <span className="sm:hidden">{t`Deploy`}</span>
        <span className="max-sm:hidden">{t`Deploy an App`}</span>
      </Button>
      <Button ref={rename} icon={<Pencil aria-hidden size={14} />} blocked={blocked} tip={t`Rename`} aria-keyshortcuts="e" aria-haspopup="dialog" onClick={() => act('rename')}>
        {t`Rename`}
      </Button>
      <Button icon={<ScrollText aria-hidden size={14} />} blocked={blocked} tip={t`Go to logging`} aria-keyshortcuts="l" onClick={toLogging}>
        {t`Logging`}
      </Button>
      <Button ref={restart} icon={<RotateCw aria-hidden size={14} />} blocked={blocked} aria-haspopup="dialog" onClick={() => act('restart')}>
        {t`Restart`}
      </Button>
      {Dialog && open && (
        <Suspense fallback={null}>
          <Dialog device={device} onClose={() => setOpen(null)} returnTo={openers[open]} />
        </Suspense>
      )}
    </div>
  );
}

/** Logging is switched in its own part of the page: there one sees what is left of the lease. */
export function toLogging(): void {
  const button = document.querySelector<HTMLElement>('#logging-on');
  button?.scrollIntoView({ block: 'center' });
  button?.focus();
}
