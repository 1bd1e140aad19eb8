import { useQuery } from '@tanstack/react-query';
import { appQueries } from '#api/apps.ts';
import { fleetQueries } from '#fleet/fleet.ts';
import { useStuckAfter } from './stuck-after.ts';
import { useKeptApps } from './use-kept-apps.ts';

/** Where the Apps cannot be read they have the names of the last visit, as the index kept them. Shows nothing itself. */
export function KeptNames() {
  const { error, failureReason } = useQuery(appQueries.all());
  return (error ?? failureReason) === null ? null : <Kept />;
}

function Kept() {
  const limits = useStuckAfter();
  const { data } = useQuery(fleetQueries.overview({ limits, rows: 0 }));
  useKeptApps(data);
  return null;
}
