import { z } from 'zod';
import { BilingualSchema } from '../bilingual.ts';
import { TopicSchema } from '../mail/topics.ts';
import { Amount, Name, Share, WhenSchema } from './names.ts';

const audience = {
  rule: Name,
  /** One tier or several; everybody without it. */
  tier: z.union([Name, z.array(Name).min(1)]).optional(),
  /** Who of them; e.g. a stage, a flag, a segment. */
  when: WhenSchema.optional(),
  template: Name,
  /** Another template for a part of the audience: the first whose conditions hold. */
  variants: z.array(z.strictObject({ when: WhenSchema, template: Name })).default([]),
  /** How people see it, on reports and on the page where they leave it. */
  name: BilingualSchema.optional(),
  /** The sort of mail that a person can leave as a whole. */
  topic: TopicSchema.default('tier'),
  /** Of several mails to one mailbox the highest goes first. */
  priority: z.int().min(0).max(100).default(50),
  /** Share of its audience that is left out, so that its effect can be measured. */
  holdOut: Share.default(0),
  /** Not to those of whom an order became known after the run looked. */
  unlessBought: z.boolean().default(false),
  /** Each mail carries one code of this list; `cost` is what one costs the shop, in major units. */
  offer: z.strictObject({ list: Name, cost: Amount.default('0') }).optional(),
};

const MembershipSchema = z.strictObject({ kind: z.literal('membership'), ...audience });

const MovementCampaignSchema = z.strictObject({
  kind: z.literal('movement'),
  /**
   * `missed`: a grading counted a miss against him and he keeps his tier for now. `stage`: he has come into another stage
   * of his life.
   */
  on: z.array(z.enum(['joined', 'promoted', 'demoted', 'sideways', 'missed', 'stage'])).min(1),
  /** Of `on: [stage]`: the stage or the stages that he has come into; any without it. */
  stage: z.union([Name, z.array(Name).min(1)]).optional(),
  /** `tier` is the tier moved into, or kept. */
  ...audience,
  /** Also answers changes whose cause is the policy or the identity rule, and the first commit. */
  whenPolicyChanged: z.boolean().default(false),
});

export const CampaignSchema = z.discriminatedUnion('kind', [MembershipSchema, MovementCampaignSchema]);
export type Campaign = z.infer<typeof CampaignSchema>;
