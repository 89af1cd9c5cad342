import type { Policy } from '../domain/policy/schema.ts';
import { joined, type Literal } from './bind.ts';

const ORDER_TEXTS = ['category', 'channel', 'region'] as const;
export type OrderText = (typeof ORDER_TEXTS)[number];

/** Which texts of an order the policy reads; the others would only cost memory. */
function orderTexts({ features, portrait }: Policy): OrderText[] {
  const read = new Set<string>(portrait.preferences);
  for (const definition of Object.values(features)) {
    if ('favourite' in definition) read.add(definition.favourite);
    else if ('from' in definition && definition.from === 'orders')
      for (const text of ORDER_TEXTS) if (definition[text] !== undefined) read.add(text);
  }
  return ORDER_TEXTS.filter((text) => read.has(text));
}

/** The texts that the policy reads in a list of columns, out of rows of the lake or of orders that have them already. */
export const orderTextColumns = (policy: Policy, of: 'lake' | 'orders'): Literal =>
  joined(
    orderTexts(policy).map((text) => ({
      sql: of === 'lake' ? `nullif(trim(${text}), '') AS ${text},` : `${text},`,
    })),
    '\n  ',
  );
