import { z } from 'zod';

type StoredHours = { readonly start: string; readonly end: string };

/** `Settings` of the schedule as the state keeps them: an alias, so that it is plain JSON. */
export type Settings = {
  /** IANA name. */
  readonly zone: string;
  readonly hours?: StoredHours;
  readonly quietHours?: readonly StoredHours[];
  readonly count?: number;
};

const hours = z.strictObject({ start: z.string(), end: z.string() });

/** The stored shape of `Settings`. */
export const settingsSchema: z.ZodType<Settings> = z.strictObject({
  zone: z.string(),
  hours: hours.exactOptional(),
  quietHours: z.array(hours).exactOptional(),
  count: z.int().exactOptional(),
});
