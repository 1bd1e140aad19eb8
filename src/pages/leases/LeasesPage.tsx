import { Title } from '#ui/Title.tsx';
import { t } from '#texts/t.ts';

export function LeasesPage() {
  return (
    <div className="p-4">
      <Title>{t`Logging leases · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`Logging leases`}</h1>
    </div>
  );
}
