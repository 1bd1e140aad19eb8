import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function ComparePage() {
  return (
    <div className="p-4">
      <Title>{t`Compare a Config · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Compare a Config`}</h1>
    </div>
  );
}
