import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { LocalData } from '#components/LocalData.tsx';
import { TriageFile } from '#components/TriageFile.tsx';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';
import { Card } from '#ui/Card.tsx';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';
import { About } from './About.tsx';
import { DisplaySettings } from './DisplaySettings.tsx';
import { KeySettings } from './KeySettings.tsx';
import { LanguageSettings } from './LanguageSettings.tsx';
import { ReadingSettings } from './ReadingSettings.tsx';

/** What somebody has chosen for the whole console, in this browser. All but thresholds and language holds as soon as it is chosen. */
export function SettingsPage() {
  return (
    <div className="mx-auto flex w-full max-w-3xl min-w-0 flex-1 flex-col gap-4 px-4 py-4">
      <Title>{t`Settings · Fleet Console`}</Title>
      <h1 className="w-fit rounded-sm text-lg font-semibold">
        {t`Settings`}
      </h1>
      <p className="-mt-3 text-sm text-ink-2">{t`Kept in this browser, for every page and every tab of the console.`}</p>
      <Part title={t`Display`}>
        <DisplaySettings />
        <LanguageSettings />
      </Part>
      <Part title={t`Keyboard`}>
        <KeySettings />
      </Part>
      <Part title={t`Reading and thresholds`}>
        <ReadingSettings />
      </Part>
      <Part title={t`Triage`}>
        <p className="text-sm">{rich`What update error codes mean to you stands in ${<Link to={paths.codes} className="underline underline-offset-4">{t`your dictionary of error codes`}</Link>}.`}</p>
        <TriageFile />
      </Part>
      <Part title={t`Local data`}>
        <LocalData />
      </Part>
      <About />
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-4 px-4 py-3">{children}</div>
    </Card>
  );
}
