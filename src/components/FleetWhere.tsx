import { session } from '#api/session.ts';
import { rich } from '#texts/rich.ts';
import { t } from '#texts/t.ts';

/** Which fleet it is that will be changed: stands in every dialog that changes more than one device. */
export function FleetWhere() {
  const { simulated, apiHost, accountSid } = session();
  if (simulated) return <>{t`In the simulator: no real devices.`}</>;
  return (
    <>
      {rich`Real devices at ${<span className="font-mono text-xs">{apiHost}</span>}`}
      {accountSid !== null && <span className="font-mono text-xs wrap-anywhere"> · {accountSid}</span>}
    </>
  );
}
