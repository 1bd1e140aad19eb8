import { AlarmClock } from 'lucide-react';
import { useState, type ReactNode, type RefObject } from 'react';
import { serverNow } from '#api/clock.ts';
import { coming, DAY, HOUR, toField, zoneName } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Field, TextInput } from '#ui/Field.tsx';
import { Panel } from '#ui/Panel.tsx';
import { tomorrowMorning, untilOf } from './snooze-times.ts';

interface SnoozePanelProps {
  readonly anchor: RefObject<HTMLElement | null>;
  /** What is snoozed, in a line. */
  readonly subject: ReactNode;
  /** An instant by the API's clock. */
  readonly onPick: (until: number) => void;
  /** Ends the snooze that there is; null where there is none. */
  readonly onEnd: (() => void) | null;
  readonly onClose: () => void;
}

/** Until when: an hour, tomorrow morning, or any time. */
export function SnoozePanel({ anchor, subject, onPick, onEnd, onClose }: SnoozePanelProps) {
  // As it was opened: the times do not run away under the pointer.
  const [now] = useState(serverNow);
  const [text, setText] = useState(() => toField(now + DAY));
  const [tried, setTried] = useState(false);
  const chosen = untilOf(text, now);
  const offers = [
    { label: t`1 hour`, until: now + HOUR },
    { label: t`Tomorrow, 9:00`, until: tomorrowMorning(now) },
  ];
  return (
    <Panel anchor={anchor} title={t`Snooze`} subject={subject} onClose={onClose}>
      <div className="mt-2 flex flex-col">
        {offers.map(({ label, until }) => (
          <Button key={label} variant="ghost" className="w-full justify-start text-ink!" icon={<AlarmClock aria-hidden size={15} />} onClick={() => onPick(until)}>
            <span className="flex-1 text-left">{label}</span>
            <span className="font-normal text-ink-2">{coming(until, now)}</span>
          </Button>
        ))}
        {onEnd && (
          <Button variant="ghost" className="w-full justify-start pl-9.5! text-ink!" onClick={onEnd}>
            {t`Not snoozed any more`}
          </Button>
        )}
      </div>
      <form
        noValidate
        className="mt-2 border-t border-line px-1 pt-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (typeof chosen === 'number') onPick(chosen);
          else setTried(true);
        }}
      >
        <Field label={t`Until`} hint={t`Time zone: ${zoneName()}. Earlier when something else becomes the matter.`} error={tried && typeof chosen !== 'number' ? chosen : null}>
          {/* The button wraps below the date where there is no room for both. */}
          <span className="flex flex-wrap gap-2">
            <TextInput className="flex-1 basis-60" type="datetime-local" value={text} min={toField(now)} onChange={(event) => setText(event.target.value)} />
            <Button type="submit" className="h-9 max-sm:grow">
              {t`Snooze`}
            </Button>
          </span>
        </Field>
      </form>
    </Panel>
  );
}
