import { z } from 'zod';
import { Name, WhenSchema } from './names.ts';

const audience = {
  rule: Name,
  /** One tier or several; everybody without it. */
  tier: z.union([Name, z.array(Name).min(1)]).optional(),
  /** Who of them; e.g. a stage, a flag, a segment. */
  when: WhenSchema.optional(),
  template: Name,
  /** Another template for a part of the audience: the first whose conditions hold. */
  variants: z.array(z.strictObject({ when: WhenSchema, template: Name })).default([]),
};

const MembershipSchema = z.strictObject({ kind: z.literal('membership'), ...audience });

const MovementCampaignSchema = z.strictObject({
  kind: z.literal('movement'),
  on: z.array(z.enum(['joined', 'promoted', 'demoted', 'sideways'])).min(1),
  /** `tier` is the tier moved into. */
  ...audience,
  /** Also answers changes whose cause is the policy or the identity rule, and the first commit. */
  whenPolicyChanged: z.boolean().default(false),
});

export const CampaignSchema = z.discriminatedUnion('kind', [MembershipSchema, MovementCampaignSchema]);
export type Campaign = z.infer<typeof CampaignSchema>;
