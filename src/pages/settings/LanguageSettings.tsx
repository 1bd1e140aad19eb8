import { useId, useState } from 'react';
import { language as wanted } from '#components/choices.ts';
import { usePreference } from '#components/preference.ts';
import { chosenLanguage, translations } from '#texts/choice.ts';
import { languages, shownLanguage } from '#texts/languages.ts';
import { t } from '#texts/t.ts';
import { Button } from '#ui/Button.tsx';
import { INPUT } from '#ui/Field.tsx';

/** What stands for the browser's own language among the choices. */
const BROWSER = '';

/** The language of the console. Its words are there before anything is drawn, so another one asks for the page to be loaded again. */
export function LanguageSettings() {
  const hint = useId();
  const [tag, choose] = usePreference(wanted);
  const [all] = useState(languages);
  // What the choice leads to once the page is loaded again.
  const comes = chosenLanguage(tag, navigator.languages, translations);
  const next = all.find((each) => each.tag === tag)?.name ?? t`the browser’s language`;
  return (
    <div className="flex flex-col items-start gap-2">
      <label className="flex w-full flex-col gap-1.5">
        <span className="text-sm font-semibold">{t`Language`}</span>
        <select aria-describedby={hint} value={tag ?? BROWSER} onChange={({ target }) => choose(target.value === BROWSER ? null : target.value)} className={`${INPUT} max-w-72`}>
          <option value={BROWSER}>{t`As the browser`}</option>
          {all.map((each) => (
            <option key={each.tag} value={each.tag} lang={each.tag}>
              {each.name}
            </option>
          ))}
        </select>
      </label>
      <p id={hint} className="text-sm text-ink-2">
        {t`Words of the API and of the search language stay as they are.`}
      </p>
      <div role="status" className="contents">
        {comes !== shownLanguage && (
          <div className="flex flex-wrap items-center gap-3 text-sm">
            <span>{t`In ${next} once the page is loaded again.`}</span>
            <Button onClick={() => location.reload()}>{t`Load it again`}</Button>
          </div>
        )}
      </div>
    </div>
  );
}
