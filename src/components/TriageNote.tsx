import { ExternalLink } from 'lucide-react';
import { Fragment } from 'react';
import { linkParts } from '#lib/links.ts';
import { marked } from '#lib/text.ts';
import { t } from '#texts/t.ts';

/** What somebody wrote of a device: text, in which addresses of web pages are links and nothing else is. */
export function TriageNote({ text }: { readonly text: string }) {
  return (
    <div className="text-sm wrap-anywhere whitespace-pre-wrap">
      {linkParts(text).map(({ text: part, href, start }) =>
        href === null ? (
          <Fragment key={start}>{lines(part)}</Fragment>
        ) : (
          <a key={start} href={href} target="_blank" rel="noopener noreferrer" data-tip={href} className="rounded text-accent underline underline-offset-2">
            {marked(part)}
            <ExternalLink aria-hidden size={12} className="ml-0.5 inline" />
            <span className="sr-only">{' '}{t`(opens a new tab)`}</span>
          </a>
        ),
      )}
    </div>
  );
}

/** What cannot be seen is shown, but for the ends of lines. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').split('\n').map(marked).join('\n');
}
