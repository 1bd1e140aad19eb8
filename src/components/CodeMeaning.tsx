import { ExternalLink } from 'lucide-react';
import { Link } from 'react-router-dom';
import { clip, visible } from '#lib/text.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { paths } from '../paths.ts';
import { codeKey, runbookLink } from './code-dictionary.ts';
import { useCodeMeaning } from './code-kept.ts';

interface CodeMeaningProps {
  /** As the API wrote it; 0 and null are none. */
  readonly code: number | string | null;
  /** Without the runbook's link: inside of something that is pressed itself. */
  readonly bare?: boolean;
  /** Where there is no meaning yet: a link to the page where one can be given. */
  readonly offer?: boolean;
  readonly className?: string;
}

/** What the operators of this account say that an update error code means, and their runbook. Nothing where they say nothing. */
export function CodeMeaning({ code, bare = false, offer = false, className }: CodeMeaningProps) {
  const entry = useCodeMeaning(code);
  const key = codeKey(code);
  if (key === null) return null;
  if (entry === null) {
    return offer ? (
      <Link to={paths.code(key)} className={cx('text-accent hover:underline print:hidden', className)}>
        {t`Add a description`}
      </Link>
    ) : null;
  }
  const href = bare ? null : runbookLink(entry.link);
  return (
    <span className={cx('min-w-0 wrap-anywhere', className)} data-tip={t`Your own words, from the page of error codes`}>
      <bdi>{visible(entry.meaning)}</bdi>
      {href !== null && (
        <>
          {' '}
          <a href={href} target="_blank" rel="noopener noreferrer" className="inline-flex items-center gap-1 whitespace-nowrap text-accent hover:underline">
            {t`Runbook`}
            <span className="sr-only">{t`for code ${clip(visible(key), 60)}, in a new tab`}</span>
            <ExternalLink aria-hidden size={12} />
          </a>
        </>
      )}
    </span>
  );
}
