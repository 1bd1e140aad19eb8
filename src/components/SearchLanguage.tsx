import { Fragment, type ReactNode } from 'react';
import { FIELD_NAMES } from '#fleet/query-fields.ts';
import { FIELD_ABOUT, FIELD_EXAMPLES, IS_ABOUT, LOG_ABOUT, NEEDS_ABOUT } from '#fleet/query-words.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';

/** The search language on one small page. */
export function SearchLanguage() {
  return (
    <>
      <Terms>
        <Line term={'"back room"'}>{t`as it stands, with its space`}</Line>
        <Line term="-berlin">{t`without it; before a field, too`}</Line>
        <Line term={'app:="fw 1.3"'}>{t`the whole name, exactly`}</Line>
        <Line term="error 118">{t`finds names with both words, and suggests err:118 for the error code`}</Line>
      </Terms>
      <Heading>{t`Fields`}</Heading>
      <Terms>
        {FIELD_NAMES.map((field) => (
          <Line key={field} term={`${field}:`}>
            {FIELD_ABOUT[field]}
            <span className="flex flex-wrap gap-x-3 font-mono text-xs text-ink-3">
              {FIELD_EXAMPLES[field].map((example) => (
                <span key={example}>{example}</span>
              ))}
            </span>
          </Line>
        ))}
      </Terms>
      <Values field="is" about={IS_ABOUT} />
      <Values field="needs" about={NEEDS_ABOUT} />
      <Values field="log" about={LOG_ABOUT} />
    </>
  );
}

function Values({ field, about }: { readonly field: string; readonly about: Readonly<Record<string, string>> }) {
  return (
    <>
      <Heading>{rich`After ${field}:`}</Heading>
      <Terms>
        {Object.entries(about).map(([value, words]) => (
          <Line key={value} term={value}>
            {words}
          </Line>
        ))}
      </Terms>
    </>
  );
}

function Heading({ children }: { readonly children: ReactNode }) {
  return <h3 className="mt-3 border-t border-line px-1 pt-2 text-sm font-semibold">{children}</h3>;
}

function Terms({ children }: { readonly children: ReactNode }) {
  return <dl className="mt-1.5 grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 px-1 text-sm">{children}</dl>;
}

function Line({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <Fragment>
      <dt className="font-mono text-xs leading-5">{term}</dt>
      <dd className="text-ink-2">{children}</dd>
    </Fragment>
  );
}
