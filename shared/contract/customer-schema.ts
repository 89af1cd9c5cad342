import { z } from 'zod';
import { PublishedSchema } from '../domain/held.ts';

/** An item of the customers table: what is published of him, and the run that wrote it. */
const CustomerItemSchema = PublishedSchema.extend({ runSeq: z.int() });

/** What other systems read of a customer, as a JSON Schema (draft 2020-12). */
export function customerJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(CustomerItemSchema, { io: 'output' });
  return {
    $schema,
    title: 'Tierwise customer / Tierwise 客户画像',
    description:
      'An item of the customers table, key customerId. Amounts in minor units of `currency`; a tier of null: no export names the customer any more.',
    ...rest,
  };
}
