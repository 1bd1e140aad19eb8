import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { App } from '#api/schema.ts';
import { AppNameAs, appLabel } from '#components/AppName.tsx';
import { AppPicker } from '#components/AppPicker.tsx';
import { AppsFailed } from '#components/AppsFailed.tsx';
import type { ChosenApp } from '#components/chosen-app.ts';
import { soFar } from '#components/coverage-words.ts';
import { useStuckAfter } from '#components/stuck-after.ts';
import { Time } from '#components/Time.tsx';
import { fleetQueries } from '#fleet/fleet.ts';
import { isApp, search } from '#fleet/overview-terms.ts';
import { foldedWords, holdsWords } from '#lib/search-words.ts';
import { clip, visible, withoutUnseen } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';
import { rich } from '#texts/rich.ts';
import { Button } from '#ui/Button.tsx';
import { Card, Fact, Facts } from '#ui/Card.tsx';
import { Field } from '#ui/Field.tsx';
import { handOn } from '#ui/focus.ts';
import type { Wizard } from './use-wizard.ts';

interface NewRolloutAppProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly state: Pick<Wizard, 'apps' | 'appsError' | 'app' | 'fit'>;
}

/** What is sent. */
export function NewRolloutApp({ text, onText, state: { apps, appsError, app, fit } }: NewRolloutAppProps) {
  const [choosing, setChoosing] = useState(text === '');
  const other = useRef<HTMLButtonElement>(null);
  const picker = useRef<HTMLDivElement>(null);
  // What was picked takes the place of the list that it was picked from.
  const settle = (): void => handOn(() => setChoosing(false), () => other.current);
  const open = choosing || app === null;
  // A name or a sid that was typed whole; one that the arrow keys led to is picked by the list.
  const takeTyped = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || app === null || event.defaultPrevented) return;
    // Else it would press the button that gets the focus.
    event.preventDefault();
    settle();
  };
  return (
    <Card
      title={t`App`}
      aside={
        !open && (
          <Button ref={other} variant="ghost" onClick={() => handOn(() => setChoosing(true), () => picker.current?.querySelector('input'))}>
            {t`Pick another`}
          </Button>
        )
      }
    >
      {open && (
        <div ref={picker} className="p-4">
          <Field label={t`App to deploy`} hint={appsError !== null ? <AppsFailed error={appsError} /> : apps === undefined ? t`The list of Apps is being read …` : undefined} error={unknown(text, apps, app)}>
            <div onKeyDown={takeTyped} className="flex flex-col gap-1.5" role="presentation">
              <AppPicker value={text} onChange={onText} onPick={settle} apps={apps} fitting={fit.fitting} />
            </div>
          </Field>
        </div>
      )}
      {app !== null && <AboutApp {...app} known={apps !== undefined} />}
    </Card>
  );
}

/** Nothing is wrong with a text that may still become a name of the list. */
function unknown(text: string, apps: ReadonlyMap<string, App> | undefined, app: ChosenApp | null): string | null {
  const wanted = withoutUnseen(text).trim().toLowerCase();
  if (wanted === '' || app !== null) return null;
  if (apps === undefined) return null;
  const words = foldedWords(text);
  const near = [...apps.values()].some((each) => holdsWords(`${each.unique_name ?? ''} ${each.sid}`, words));
  return near || 'ka'.startsWith(wanted) || /^ka[0-9a-f]{0,31}$/u.test(wanted) ? null : t`No App of the account is called “${clip(visible(text.trim()), 80)}”. A whole App SID can be taken all the same.`;
}

/** Which one it is, and what it is to the fleet now. */
function AboutApp({ sid, app, known }: ChosenApp & { readonly known: boolean }) {
  const apps = app === null ? undefined : new Map([[sid, app]]);
  const label = appLabel(sid, apps);
  return (
    <Facts>
      <Fact name={t`Deploys`}>
        <AppNameAs sid={sid} label={{ ...label, listed: app !== null || !known }} className="font-medium" />
      </Fact>
      <Fact name={t`SID`}>
        <span className="font-mono text-xs wrap-anywhere">{sid}</span>
      </Fact>
      {app !== null && (
        <>
          <Fact name={t`Hash`}>
            <span className="font-mono text-xs wrap-anywhere">{visible(app.hash ?? '–')}</span>
          </Fact>
          <Fact name={t`Uploaded`}>
            <Time date={app.date_created} focusable />
          </Fact>
        </>
      )}
      <Fact name={t`In the fleet`}>
        <InFleet sid={sid} />
      </Fact>
    </Facts>
  );
}

function InFleet({ sid }: { readonly sid: string }) {
  const limits = useStuckAfter();
  const view = (field: 'app' | 'runs') => fleetQueries.view({ q: search(isApp(field, sid)), sort: [], list: null, start: 0, size: 0, limits });
  const targeted = useQuery(view('app'));
  const running = useQuery(view('runs'));
  if (targeted.error !== null || running.error !== null) return <span className="text-ink-2">{t`The fleet cannot be counted here.`}</span>;
  if (targeted.data === undefined || running.data === undefined) return <span className="text-ink-3">…</span>;
  return (
    <span>
      {rich`${count(targeted.data.total, 'device')} should run it, ${number(running.data.total)}`} {running.data.total === 1 ? t`does` : t`do`} {soFar(targeted.data.coverage)}
    </span>
  );
}
