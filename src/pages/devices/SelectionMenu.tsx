import { AlarmClock, CheckCheck, ClipboardCopy, Download, ListFilter } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { BulkKind } from '#components/bulk-words.ts';
import { TicketByHand } from '#components/TicketByHand.tsx';
import { useTicketCopy } from '#components/use-ticket-copy.ts';
import type { SortKey } from '#fleet/view.ts';
import { count, t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Panel } from '#ui/Panel.tsx';
import { CompareLink } from './CompareLink.tsx';
import { RollOutLink } from './RollOutLink.tsx';
import type { SelectionAction } from './SelectionBar.tsx';
import type { ShowSelected } from './show-selected.ts';

interface SelectionMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly sids: readonly string[];
  /** The order of the list. */
  readonly sort: readonly SortKey[];
  readonly actions: readonly SelectionAction[];
  /** Why nothing can be changed, as a sentence; null when it can. */
  readonly blocked: string | null;
  /** Null where the bar has it. */
  readonly show: ShowSelected | null;
  readonly onAction: (kind: BulkKind) => void;
  readonly onExport: () => void;
  readonly onAcknowledge: () => void;
  readonly onSnooze: () => void;
  readonly onClose: () => void;
}

/** What there is no room for in the bar of the selection. */
export function SelectionMenu({ anchor, sids, sort, actions, blocked, show, onAction, onExport, onAcknowledge, onSnooze, onClose }: SelectionMenuProps) {
  const ticket = useTicketCopy({ q: '', sort, list: sids }, onClose);
  if (ticket.byHand !== null) return <TicketByHand text={ticket.byHand} returnTo={anchor} onClose={onClose} />;
  return (
    <Panel anchor={anchor} title={t`Selection`} subject={t`${count(sids.length, 'device')} selected`} onClose={onClose}>
      <div className="mt-2 flex flex-col">
        {show && <RollOutLink className="w-full justify-start border-0 bg-transparent!" />}
        {actions.map(({ kind, label, icon }) => (
          <Item key={kind} label={label} icon={icon} blocked={blocked} onPress={() => onAction(kind)} />
        ))}
        {show && (
          <Item
            label={t`Show selected`}
            icon={<ListFilter aria-hidden size={15} />}
            blocked={show.blocked}
            onPress={() => {
              onClose();
              show.run();
            }}
          />
        )}
        <CompareLink sids={sids} className="w-full justify-start border-0 bg-transparent!" />
        <Item label={t`Acknowledge`} icon={<CheckCheck aria-hidden size={15} />} blocked={null} onPress={onAcknowledge} />
        <Item label={t`Snooze`} icon={<AlarmClock aria-hidden size={15} />} blocked={null} onPress={onSnooze} />
        <Item label={t`Export`} icon={<Download aria-hidden size={15} />} blocked={null} onPress={onExport} />
        <Item label={t`Copy for ticket`} icon={<ClipboardCopy aria-hidden size={15} />} blocked={null} onPress={ticket.copy} />
        <CopyButton text={sids.join('\n')} what={t`SIDs of ${count(sids.length, 'device')}`} label={t`Copy SIDs`} className="h-8 w-full justify-start rounded-md border-0! px-3.5! font-medium pointer-coarse:h-11" />
      </div>
    </Panel>
  );
}

interface ItemProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly blocked: string | null;
  readonly onPress: () => void;
}

function Item({ label, icon, blocked, onPress }: ItemProps) {
  return (
    <Button variant="ghost" className="w-full justify-start text-ink!" icon={<span className="inline-flex w-4 justify-center">{icon}</span>} blocked={blocked} onClick={onPress}>
      {label}
    </Button>
  );
}
