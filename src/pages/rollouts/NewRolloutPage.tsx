import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, FileQuestion } from 'lucide-react';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { Spoken } from '#components/Spoken.tsx';
import { errorWords } from '#lib/text.ts';
import { newId } from '#rollouts/head.ts';
import { rollouts, type Rollouts } from '#rollouts/rollouts.ts';
import { t } from '#texts/t.ts';
import { Skeleton } from '#ui/Skeleton.tsx';
import { State } from '#ui/State.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { NewRollout } from './NewRollout.tsx';
import { appIn, stayedIn } from './wizard-address.ts';

/**
 * `/rollouts/new`, from the selection; `?app=SID` has an App chosen, `?draft=ID` opens a draft, `?from=ID` a copy of any run or draft. One wizard for each
 * time that it is gone to: keeping a draft changes the address, and nothing else.
 */
export function NewRolloutPage() {
  const { state, key } = useLocation();
  const wizard = stayedIn(state) ?? key;
  return <Entry key={wizard} wizard={wizard} />;
}

function Entry({ wizard }: { readonly wizard: string }) {
  const params = new URLSearchParams(useLocation().search);
  // As it was gone to: the address of a draft that is kept later on is no other source.
  const [{ draft, source, app }] = useState({ draft: params.get('draft'), source: params.get('draft') ?? params.get('from'), app: appIn(params) });
  // It decides who the canaries are, so it is made once.
  const [fresh] = useState(() => newId(Date.now(), Math.random));
  if (source === null) return <NewRollout id={fresh} wizard={wizard} from={null} isDraft={false} app={app} />;
  return <FromKept id={draft ?? fresh} wizard={wizard} source={source} isDraft={draft !== null} />;
}

interface FromKeptProps {
  readonly id: string;
  readonly wizard: string;
  readonly source: string;
  readonly isDraft: boolean;
}

/** Once the plan that it begins with has been read. */
function FromKept({ id, wizard, source, isDraft }: FromKeptProps) {
  const all = rollouts(useQueryClient());
  const status = useSyncExternalStore(all.subscribe, () => statusOf(all, source));
  const plan = useQuery({ queryKey: ['rollouts', 'source', wizard, source], queryFn: () => all.plan(source), staleTime: Number.POSITIVE_INFINITY, gcTime: 0, networkMode: 'always', retry: false });
  // Begun here, and being started just now: that is told by its own page.
  const [begun, setBegun] = useState(false);

  if (plan.error !== null) return <Words icon={<CircleAlert aria-hidden size={22} />} title={t`It could not be read`} help={errorWords(plan.error)} />;
  if (plan.data === undefined || status === 'reading') return <Loading />;
  if (plan.data === null) return <Words icon={<FileQuestion aria-hidden size={22} />} title={isDraft ? t`No such draft in this browser` : t`No such rollout in this browser`} help={t`Rollouts and drafts are kept by the browser in which they were made. This one may have been deleted.`} />;
  if (!begun && isDraft && status === 'started') {
    return (
      <Words icon={<CircleAlert aria-hidden size={22} />} title={t`This rollout has been started`} help={t`It is a draft no more, so nothing about it can be changed.`}>
        <Link to={paths.rollout(source)} className="underline underline-offset-4">
          {t`Open it`}
        </Link>
      </Words>
    );
  }
  if (!begun) setBegun(true);
  return <NewRollout id={id} wizard={wizard} from={plan.data} isDraft={isDraft} />;
}

function statusOf(all: Rollouts, id: string): 'reading' | 'draft' | 'started' {
  const heads = all.heads();
  if (heads === null) return 'reading';
  const head = heads.find((each) => each.id === id);
  return head === undefined || head.status === 'draft' ? 'draft' : 'started';
}

interface WordsProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly help: string;
  readonly children?: ReactNode;
}

function Words({ icon, title, help, children }: WordsProps) {
  return (
    <>
      <Title>{t`${title} · Fleet Console`}</Title>
      <h1 className="sr-only">{t`New rollout`}</h1>
      <State icon={icon} title={title} help={help}>
        {children}
        <Link to={paths.newRollout} className="underline underline-offset-4">
          {t`Put together a new one`}
        </Link>
      </State>
    </>
  );
}

function Loading() {
  return (
    <div aria-busy className="mx-auto flex w-full max-w-[80rem] flex-col gap-4 px-4 py-4">
      <h1 className="sr-only">{t`New rollout`}</h1>
      <Spoken words={t`The plan is being read`} />
      {['w-48', 'w-96', 'w-72', 'w-80'].map((width) => (
        <div key={width} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
          <Skeleton className="w-32" />
          <Skeleton className={`${width} max-w-full`} />
        </div>
      ))}
    </div>
  );
}
