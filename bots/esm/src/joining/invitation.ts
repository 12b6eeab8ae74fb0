import { z } from 'zod';

/** A study somebody may join here, and the code that led to it. */
export type Invitation = {
  readonly studyId: string;
  readonly code: string;
};

/** The stored shape of `Invitation`. */
export const invitationSchema: z.ZodType<Invitation> = z.strictObject({
  studyId: z.string(),
  code: z.string(),
});
