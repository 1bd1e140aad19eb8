import { FleetWhere } from '#components/FleetWhere.tsx';
import { KeyedPage } from '#components/KeyedPage.tsx';
import { Secrets } from '#components/Secrets.tsx';
import { useSecrets } from '#components/use-keyed-list.ts';
import { useKeyedPage } from '#components/use-keyed-view.ts';
import { t } from '#texts/t.ts';
import { Title } from '#ui/Title.tsx';
import { paths } from '../../paths.ts';

/** The Secrets of the account. */
export function SecretsPage() {
  const listing = useSecrets(null);
  const control = useKeyedPage(paths.secrets);
  return (
    <>
      <Title>{t`Secrets · Fleet Console`}</Title>
      <KeyedPage heading={t`Secrets`} about={t`Of the account. Those of a single device are others, and stand on its page. Values are written and never read.`} listing={listing}>
        <Secrets scope={null} owner={<FleetWhere />} listing={listing} control={control} main />
      </KeyedPage>
    </>
  );
}
