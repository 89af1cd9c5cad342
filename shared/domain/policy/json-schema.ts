import { z } from 'zod';
import { PolicySchema } from './schema.ts';
import { SETTING_WORDS } from './setting-words.ts';

interface Node {
  properties?: Record<string, Node>;
  description?: string;
}

/** The policy's language as a JSON Schema (draft 2020-12), by which editors complete and check while one types. */
export function policyJsonSchema(): object {
  const schema = z.toJSONSchema(PolicySchema, { io: 'input', unrepresentable: 'any' });
  const { $schema, ...rest } = schema;
  describe(rest as Node);
  return { $schema, title: 'Tierwise policy / Tierwise 策略', ...rest };
}

/** Puts the words of each setting of the first level beside it. */
function describe({ properties = {} }: Node): void {
  for (const [name, words] of Object.entries(SETTING_WORDS)) {
    const node = properties[name];
    if (!node) throw new Error(`the policy has no setting ${name}`);
    node.description = `${words['zh-CN']}\n${words.en}`;
  }
}
