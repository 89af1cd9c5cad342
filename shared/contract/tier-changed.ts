import { z } from 'zod';
import { LocalDateSchema } from '../domain/dates.ts';
import { CauseSchema, ChangeKindSchema } from '../domain/held.ts';

export const EVENT_SOURCE = 'tierwise';
export const TIER_CHANGED = 'TierChanged';

/** `detail` of the event by which other systems learn that a customer's tier changed. */
export const TierChangedSchema = z.object({
  version: z
    .literal(1)
    .describe('Of this schema. Fields may be added to it; readers ignore those that they do not know.'),
  eventId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .describe('The same whenever the same change is told again: readers drop what they have had.'),
  runId: z.string(),
  runSeq: z
    .int()
    .describe('Rises with every run. Events may come in any order: of a customer the highest runSeq holds.'),
  asOf: LocalDateSchema.describe('The day that the run looked at.'),
  customerId: z
    .string()
    .describe(
      'As in the customers table: by the policy’s identity an id of the shop, or an address or a phone number.',
    ),
  from: z.string().nullable().describe('Id of the tier before; null: the customer had none.'),
  to: z.string().nullable().describe('Id of the tier now; null: the customer has none any more.'),
  change: ChangeKindSchema.exclude(['same']),
  cause: CauseSchema.describe('Why; empty for a first tier, and where a roll-back put back what was.'),
  since: LocalDateSchema.describe('Since when the customer has this tier.'),
  scores: z.record(z.string(), z.number()).describe('Band or weighted score by the name of the score.'),
});
export type TierChanged = z.infer<typeof TierChangedSchema>;

/** The same as a JSON Schema (draft 2020-12), which allows the fields of later programs. */
export function tierChangedJsonSchema(): object {
  const { $schema, additionalProperties: _, ...rest } = z.toJSONSchema(TierChangedSchema, { io: 'output' });
  return {
    $schema,
    title: 'Tierwise TierChanged / Tierwise 等级变动事件',
    description: `\`detail\` of events with source ${EVENT_SOURCE} and detail-type ${TIER_CHANGED}. Told at least once.`,
    ...rest,
  };
}
