import type { Device } from '#api/schema.ts';

/** Where a link of a device leads: to its own list, nowhere, or anywhere else. */
export type DeviceLink = { readonly kind: 'own' } | { readonly kind: 'none' } | { readonly kind: 'odd'; readonly url: string };

/**
 * Whether a device's link names the list of its own Configs or Secrets. The URL is taken apart and never followed: only its path counts,
 * whatever host it names; what is read then is read from the API that this console is connected to.
 */
export function linkOf({ sid, links }: Pick<Device, 'sid' | 'links'>, kind: 'Configs' | 'Secrets'): DeviceLink {
  const url = links?.[kind === 'Configs' ? 'device_configs' : 'device_secrets'] ?? null;
  if (url === null) return { kind: 'none' };
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  return path === `/v1/Devices/${sid}/${kind}` ? { kind: 'own' } : { kind: 'odd', url };
}
