import { useQuery } from '@tanstack/react-query';
import { Braces, FileText } from 'lucide-react';
import type { RefObject } from 'react';
import { appQueries } from '#api/apps.ts';
import { session } from '#api/session.ts';
import { appLabel } from '#components/AppName.tsx';
import { CsvChoices } from '#components/CsvChoices.tsx';
import { permalink } from '#components/permalink.ts';
import { useRollouts } from '#components/use-rollouts.ts';
import type { CsvForm } from '#lib/csv.ts';
import { clip, visible } from '#lib/text.ts';
import { count, t } from '#texts/t.ts';
import { reportOf } from '#rollouts/report.ts';
import { announce } from '#ui/announce.ts';
import { Choice } from '#ui/Choice.tsx';
import { Panel } from '#ui/Panel.tsx';
import { toast } from '#ui/toast.ts';
import { paths } from '../../paths.ts';
import { changeWords, FOLLOWED, FOLLOWS } from './change-words.ts';
import { exportRun } from './export-run.ts';
import type { RunView } from './run-view.ts';

interface ExportPanelProps {
  readonly view: RunView;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Takes a run out of this browser, which alone knows it: as a file, or as a report for a ticket. */
export function ExportPanel({ view, anchor, onClose }: ExportPanelProps) {
  const { data: apps } = useQuery(appQueries.all());
  const heads = useRollouts().heads() ?? [];
  const { ledger } = view;
  const save = async (form: CsvForm | 'json'): Promise<void> => {
    onClose();
    try {
      await exportRun(view, form);
      toast({ tone: 'ok', title: form === 'json' ? t`Run exported` : t`${count(ledger.plan.items.length, 'outcome')} exported`, description: t`As ${form === 'json' ? 'JSON' : 'CSV'}, into the folder of your downloads.` });
    } catch (error) {
      failed(t`Not exported`, error);
    }
  };
  const copy = async (): Promise<void> => {
    onClose();
    const { plan } = ledger;
    const app = plan.change.kind === 'deploy' ? plan.change.app : null;
    const { simulated, apiHost, accountSid } = session();
    const parent = heads.find(({ id }) => id === plan.parent?.id);
    const text = reportOf({
      ledger,
      status: view.words.text,
      interrupted: view.interrupted,
      where: simulated ? t`the simulator, no real devices` : `${apiHost}${accountSid === null ? '' : t`, account ${accountSid}`}`,
      change: changeWords(plan, app === null ? null : `${appLabel(app, apps).text} (${app})`),
      kin: [
        ...(plan.parent === null ? [] : [`${FOLLOWS[plan.parent.why]}: ${parent?.title ?? t`a run that this browser has no more`}`]),
        ...heads.flatMap((head) => (head.parent?.id === view.id ? [`${FOLLOWED[head.parent.why]}: ${head.title}`] : [])),
      ],
      url: permalink(paths.rollout(view.id)),
      now: view.now,
    });
    try {
      await navigator.clipboard.writeText(text);
      announce(t`Report copied`);
      toast({ tone: 'ok', title: t`Report copied`, description: t`As Markdown, for a ticket or a chat.` });
    } catch (error) {
      failed(t`The browser did not let us copy the report`, error);
    }
  };
  return (
    <Panel anchor={anchor} title={t`Export`} subject={ledger.open ? t`The run as it is now; it is not over.` : t`The run as it ended.`} onClose={onClose}>
      <div className="mt-2 flex flex-col gap-1">
        <p className="px-1 text-sm text-ink-2">{t`As CSV, a line for each device with its outcome:`}</p>
        <CsvChoices onChoose={(form) => void save(form)} />
        <Choice icon={<Braces aria-hidden size={16} />} name={t`Whole run as JSON`} what={t`for programs: plan, settings, waves, counts and outcomes`} onChoose={() => void save('json')} />
        <Choice icon={<FileText aria-hidden size={16} />} name={t`Copy report`} what={t`as Markdown, for a ticket or a chat`} onChoose={() => void copy()} />
      </div>
    </Panel>
  );
}

function failed(title: string, error: unknown): void {
  toast({ tone: 'bad', title, description: clip(visible(error instanceof Error ? error.message : String(error)), 300) });
}
