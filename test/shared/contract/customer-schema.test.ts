import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { customerJsonSchema } from '../../../shared/contract/customer-schema.ts';

const FILE = new URL('../../../shared/contract/customer.schema.json', import.meta.url);

it('the JSON Schema of customers is the one of the program; `npm run schema` writes it anew', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(customerJsonSchema());
});
