import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { triageQueries } from '#fleet/triage-face.ts';
import { clip, visible } from '#lib/text.ts';
import { plural } from '#texts/t.ts';

/** That what was said of devices is not kept, or could not be read; nothing as long as all is well. Beside what has its answers asked again. */
export function TriageTrouble() {
  const { data: summary } = useQuery(triageQueries.summary());
  if (summary === undefined) return null;
  const { dropped, notKept } = summary;
  return (
    <>
      {dropped > 0 && (
        <Line>{plural(dropped, 'One acknowledgement or note of this browser could not be read, and is gone.', '# acknowledgements or notes of this browser could not be read, and are gone.')}</Line>
      )}
      {notKept !== null && <Line>{clip(visible(notKept), 300)}</Line>}
    </>
  );
}

function Line({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-sm">
      <TriangleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-warn" />
      <span>{children}</span>
    </p>
  );
}
