/**
 * The wire of the Device API: what a reply may look like, and nothing else.
 *
 * Every property may be null or missing (the published OpenAPI description marks each one nullable), and later
 * versions may add words and fields. So these schemas are as strict as the console needs and no stricter: a row
 * without a sid is not a device, everything else is shown as it came. Used by the browser, the gateway and the
 * simulator.
 */
import * as z from 'zod/mini';

// The console's Content-Security-Policy has no `unsafe-eval`, so zod must not try to compile its checks.
z.config({ jitless: true });

/** `UV` and 32 hexadecimal digits. */
export const DEVICE_SID = /^UV[0-9a-fA-F]{32}$/u;
/** `KA` and 32 hexadecimal digits. */
export const APP_SID = /^KA[0-9a-fA-F]{32}$/u;
/** `AC` and 32 hexadecimal digits. */
export const ACCOUNT_SID = /^AC[0-9a-fA-F]{32}$/u;

/** PageSize is 1..1000 and 50 when it is not given. */
export const PAGE_SIZE = { min: 1, max: 1000, default: 50 } as const;
/** The characters and length of a PageToken that the gateway lets through. */
export const PAGE_TOKEN = /^[\w.:=+/-]{1,1024}$/u;

/** Text, or null; a number or boolean where text is expected becomes its text, so that it can be shown as it came. */
const text = z._default(
  z.nullable(z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String))),
  null,
);

/** A number, or text where the service sends text: `update_error_code` is shown as it came, never interpreted. */
const code = z._default(z.nullable(z.union([z.number(), z.string()])), null);

export const deviceAppSchema = z.object({
  target_sid: text,
  target_hash: text,
  date_targeted: text,
  update_status: text,
  update_error_code: code,
  reported_sid: text,
  date_reported: text,
});

export const deviceLoggingSchema = z.object({
  enabled: z._default(z.nullable(z.boolean()), null),
  date_expires: text,
});

export const deviceSchema = z.object({
  sid: z.string().check(z.regex(DEVICE_SID)),
  unique_name: text,
  account_sid: text,
  app: z._default(z.nullable(deviceAppSchema), null),
  logging: z._default(z.nullable(deviceLoggingSchema), null),
  date_created: text,
  date_updated: text,
  url: text,
  links: z._default(z.nullable(z.record(z.string(), z.nullable(z.string()))), null),
});

/** What makes a row a device, whatever else is wrong with it. */
export const deviceSidSchema = z.pick(deviceSchema, { sid: true });

export const appSchema = z.object({
  sid: z.string().check(z.regex(APP_SID)),
  account_sid: text,
  hash: text,
  unique_name: text,
  date_created: text,
  date_updated: text,
  url: text,
});

/** What the devices of an App are told, as the API keeps it: base64 of bytes whose form is published nowhere. */
export const manifestSchema = z.object({ app_sid: text, hash: text, encoded_bytes: text, url: text });

/** The published limits (`maxLength`, which counts code points). */
export const CONFIG_LIMITS = { key: 100, value: 4096 } as const;

/** Of an account or of a device: the latter has a `device_sid` too. */
export const configSchema = z.object({
  key: z.string(),
  value: text,
  date_updated: text,
  url: text,
  device_sid: text,
});

/** As a Config, without its value: that is never returned. */
export const secretSchema = z.object({
  key: z.string(),
  date_rotated: text,
  url: text,
  device_sid: text,
});

/** Whether two SIDs are the same: the API's patterns take their hexadecimal digits in either case. */
export function sameSid(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether the device or App that came is the one that was asked for: by `id`, its SID (as `pattern` tells), or else its exact unique name. */
export function isAsked(id: string, pattern: RegExp, { sid, unique_name: name }: Pick<App, 'sid' | 'unique_name'>): boolean {
  return pattern.test(id) ? sameSid(id, sid) : id === name;
}

/**
 * Whether a Config or Secret that came is of this scope (a device's SID; null for the account) and has this key, where one was asked
 * for. A device's row may leave its `device_sid` out.
 */
export function isKeyOf(scope: string | null, key: string | undefined, { key: found, device_sid: owner }: Pick<Config, 'key' | 'device_sid'>): boolean {
  return (key === undefined || found === key) && (owner === null || (scope !== null && sameSid(owner, scope)));
}

/** URLs are absolute and on the API's own host; they are only ever read for `PageToken`, `Page` and `PageSize`. */
export const metaSchema = z.object({
  page: z._default(z.nullable(z.number()), null),
  page_size: z._default(z.nullable(z.number()), null),
  first_page_url: text,
  previous_page_url: text,
  url: text,
  next_page_url: text,
  key: text,
});

/** Rows stay `unknown` here: each is checked alone, so that one malformed row does not lose the page. */
export const devicesPageSchema = z.object({ devices: z.array(z.unknown()), meta: metaSchema });
export const appsPageSchema = z.object({ apps: z.array(z.unknown()), meta: metaSchema });
export const configsPageSchema = z.object({ configs: z.array(z.unknown()), meta: metaSchema });
export const secretsPageSchema = z.object({ secrets: z.array(z.unknown()), meta: metaSchema });

/** The API's error body; the gateway's own errors have the same shape, with a word as `code`. */
export const errorSchema = z.object({
  code: z.union([z.number(), z.string()]),
  message: z.string(),
  more_info: text,
  status: z.number(),
});

/** What the gateway tells the page about itself: in the document's `<meta name="fleet-session">`, and at /api/session. */
export const sessionSchema = z.object({
  /** Sent back as `X-Fleet-Request` with every request under /api. */
  token: z.string(),
  /** True when the fleet is the built-in simulator: no real device can be reached. */
  simulated: z.boolean(),
  /** Host (and port) of the API behind the gateway, e.g. `microvisor.twilio.com`; `simulator` when it is built in. */
  apiHost: z.string(),
  /** The account, where the credential names it; null for bearer and OAuth2 credentials and API keys. */
  accountSid: z.nullable(z.string()),
  /** True when every POST is refused by the gateway. */
  readOnly: z.boolean(),
  /** Tells fleets apart, and nothing else: names what a browser keeps of one. It cannot be turned back into a credential. */
  fleetId: z.string().check(z.regex(/^[\w-]{16,64}$/u)),
  /** The path that the console is served under, where it is not the root of its origin: `/fleet/`. */
  basePath: z.optional(z.string().check(z.regex(/^\/(?:[\w.~-]+\/)+$/u))),
  /** Under which address people reach the console, where one is configured: an origin, which links to its pages begin with. */
  publicUrl: z.optional(z.string().check(z.regex(/^https?:\/\/[^/]+$/u))),
  /** Names the files of code that the server has: another one, after an upgrade, has others. None in development. */
  build: z.optional(z.string()),
});

export type Device = z.infer<typeof deviceSchema>;
export type App = z.infer<typeof appSchema>;
export type Manifest = z.infer<typeof manifestSchema>;
export type Config = z.infer<typeof configSchema>;
export type Secret = z.infer<typeof secretSchema>;
export type PageMeta = z.infer<typeof metaSchema>;
export type ApiErrorBody = z.infer<typeof errorSchema>;
export type Session = z.infer<typeof sessionSchema>;
