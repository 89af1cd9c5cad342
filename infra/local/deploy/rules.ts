import { z } from 'zod';
import type { Rule } from '../bus.ts';
import { parsePattern } from './pattern.ts';
import { TransformerSchema } from './transform.ts';

const RuleSchema = z.looseObject({
  EventBusName: z.string().optional(),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(
    z.strictObject({
      Id: z.string(),
      Arn: z.string(),
      InputTransformer: TransformerSchema.optional(),
      RoleArn: z.unknown().optional(),
      // Locally every target is tried three times and has a folder of dead letters.
      DeadLetterConfig: z.unknown().optional(),
      RetryPolicy: z.unknown().optional(),
    }),
  ),
});

/** A rule of the template; one that is disabled, or goes by the clock, takes no events. */
export function readRule(id: string, properties: unknown): Rule[] {
  const { EventBusName, EventPattern, State, Targets } = RuleSchema.parse(properties);
  if (!EventPattern || State !== 'ENABLED') return [];
  const targets = Targets.map(({ Id, Arn, InputTransformer }) => ({
    id: Id,
    arn: Arn,
    ...(InputTransformer ? { transformer: InputTransformer } : {}),
  }));
  const bus = EventBusName === undefined ? {} : { bus: EventBusName };
  return [{ id, ...bus, matches: parsePattern(EventPattern), targets }];
}
