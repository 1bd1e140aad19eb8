import { session } from '#api/session.ts';
import { ownBuild } from '#components/upgrade.ts';
import { t } from '#texts/t.ts';
import { Card, Fact, Facts } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { version } from '../../../package.json';

/** Which console this is, and what it is connected to. */
export function About() {
  const { apiHost, accountSid, simulated, readOnly } = session();
  const build = t`Build`;
  const facts = [
    [t`Version`, version],
    [build, ownBuild()],
    [t`API`, simulated ? t`a simulator inside of this console` : apiHost],
    [t`Account`, accountSid ?? t`not told by this credential`],
    [t`Changes`, readOnly ? t`none: started read-only` : t`allowed`],
  ] as const;
  const text = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <Card title={t`About`} aside={<CopyButton text={`Microvisor Fleet Console\n${text}\n${navigator.userAgent}`} what={t`details for a report`} />}>
      <Facts>
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            <span className="min-w-0 wrap-anywhere">{name === build ? <code>{value}</code> : value}</span>
          </Fact>
        ))}
      </Facts>
    </Card>
  );
}
