import { Link } from 'react-router-dom';
import { t } from '#texts/t.ts';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';

export function NotFoundPage() {
  return (
    <div className="mx-auto flex max-w-md flex-col items-start gap-3 p-8">
      <Title>{t`Not found · Fleet Console`}</Title>
      <h1 className="text-xl font-semibold">{t`There is no such page`}</h1>
      <p className="text-ink-2">{t`The address may have been cut off when it was copied.`}</p>
      <Link to={paths.devices()} className="text-accent underline underline-offset-4">
        {t`Go to the devices`}
      </Link>
    </div>
  );
}
