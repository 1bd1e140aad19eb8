import { Check } from 'lucide-react';
import type { RefObject } from 'react';
import type { FacetValue } from '#fleet/view.ts';
import { t } from '#texts/t.ts';
import { cx } from '#ui/cx.ts';
import { Panel } from '#ui/Panel.tsx';
import { ABOUT, BESIDES, facetCount, facetLabel } from './FacetBar.tsx';

interface FacetMenuProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly title: string;
  readonly values: readonly FacetValue[];
  readonly onChoose: (value: FacetValue) => void;
  readonly onClose: () => void;
}

/** All values of a facet that occur, the most frequent first. */
export function FacetMenu({ anchor, title, values, onChoose, onClose }: FacetMenuProps) {
  return (
    <Panel anchor={anchor} title={title} subject={t`One of them at a time; once more takes it out.`} onClose={onClose}>
      <ul className="mt-2 flex flex-col">
        {values.map((value) => (
          <li key={value.term}>
            <button
              type="button"
              aria-pressed={value.on}
              // A global attribute of ARIA 1.3; the rule knows 1.2.
              // oxlint-disable-next-line jsx-a11y/role-supports-aria-props
              aria-description={ABOUT[value.term]}
              data-tip={ABOUT[value.term]}
              onClick={() => {
                onChoose(value);
                onClose();
              }}
              className={cx('flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover pointer-coarse:min-h-11', value.on && 'bg-accent-tint font-medium')}
            >
              <Check aria-hidden size={14} className={cx('shrink-0 text-accent', !value.on && 'invisible')} />
              <bdi className="min-w-0 flex-1 truncate">
                {facetLabel(value)}
                <span className="sr-only">{BESIDES[value.term]}</span>
              </bdi>{' '}
              <span className="text-ink-3">{facetCount(value)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
