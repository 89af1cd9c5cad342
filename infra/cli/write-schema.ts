import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { customerJsonSchema } from '../../shared/contract/customer-schema.ts';
import { tierChangedJsonSchema } from '../../shared/contract/tier-changed.ts';
import { policyJsonSchema } from '../../shared/domain/policy/json-schema.ts';

const write = (path: string, schema: object): void =>
  writeFileSync(
    fileURLToPath(new URL(`../../shared/${path}`, import.meta.url)),
    `${JSON.stringify(schema, null, 2)}\n`,
  );

write('presets/policy.schema.json', policyJsonSchema());
write('contract/customer.schema.json', customerJsonSchema());
write('contract/tier-changed.schema.json', tierChangedJsonSchema());
