import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { entryOf } from '#components/code-dictionary.ts';
import { codesPreference } from '#components/code-kept.ts';
import { coverageWords } from '#components/coverage-words.ts';
import { useNow } from '#components/now.ts';
import { usePreference } from '#components/preference.ts';
import { FleetTrouble } from '#components/TroubleBanner.tsx';
import { addressWith, useTypedParameter } from '#components/use-typed-parameter.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import { useFleetStatus } from '#fleet/use-fleet.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { Title } from '#ui/Title.tsx';
import { CodeDialog } from './CodeDialog.tsx';
import { CodeFiles } from './CodeFiles.tsx';
import { CodeList } from './CodeList.tsx';
import { FleetCodes } from './FleetCodes.tsx';

/** The operators' dictionary of update error codes. Which code is open, and what is searched for, is in the address. */
export function CodesPage() {
  const [entries] = usePreference(codesPreference());
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const typed = useTypedParameter(params.get('q') ?? '');
  const { coverage, trouble } = useFleetStatus();
  const { data: words, error } = useQuery(fleetQueries.vocabulary());
  const returnTo = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  // A dialog that was opened by its address gives the focus to the heading.
  useEffect(() => {
    returnTo.current ??= heading.current;
  }, []);
  const now = useNow();
  const go = (code: string | null): void => {
    typed.step();
    void navigate(addressWith({ q: typed.q, code }), { replace: true, preventScrollReset: true });
  };
  const open = (code: string, from: HTMLElement): void => {
    returnTo.current = from;
    go(code);
  };
  const code = params.get('code');
  const close = (saved: boolean): void => {
    // The button of a code that has a meaning now is gone.
    if (saved && code !== null && entryOf(entries, code) === null) returnTo.current = heading.current;
    go(null);
  };
  const counts = new Map(words?.codes.map((one, index) => [one, words.codeCounts[index] ?? 0]));
  return (
    <>
      <Title>{t`Error codes · Fleet Console`}</Title>
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-4 py-2.5">
        <div className="min-w-0 flex-1 basis-80">
          <h1 ref={heading} tabIndex={-1} className="w-fit rounded-sm text-lg font-semibold">
            {t`Error codes`}
          </h1>
          <p className="text-sm text-ink-2">
            {t`What the codes of failed updates mean, in your own words. The API publishes no meaning, and this console never makes one up. Kept in this browser, for this account; a file takes it to another one.`}
          </p>
        </div>
        <CodeFiles entries={entries} />
        <Button variant="primary" icon={<Plus aria-hidden size={15} />} aria-haspopup="dialog" onClick={(event) => open('', event.currentTarget)}>
          {t`Add a code`}
        </Button>
      </header>
      <FleetTrouble trouble={trouble} goodAsOf={coverage.completeAt ?? undefined} onRetry={() => void fleet.refresh([]).catch(() => undefined)} />
      <div className="mx-auto flex w-full max-w-[64rem] flex-col gap-4 p-4 max-sm:p-3">
        <FleetCodes counts={words === undefined ? null : counts} error={error} entries={entries} asOf={coverageWords(coverage, now)} onOpen={open} />
        <CodeList entries={entries} counts={words === undefined ? null : counts} typed={typed} onOpen={open} />
      </div>
      {code !== null && <CodeDialog key={code} given={code} entry={entryOf(entries, code)} onClose={close} returnTo={returnTo} />}
    </>
  );
}
