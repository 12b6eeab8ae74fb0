import { z } from 'zod';

/** The researcher whose chat this is. */
export type ResearcherLink = {
  readonly researcherId: string;
};

/** The stored shape of `ResearcherLink`. */
export const researcherLinkSchema: z.ZodType<ResearcherLink> = z.strictObject({ researcherId: z.string() });
