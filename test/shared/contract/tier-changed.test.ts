import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TierChangedSchema, tierChangedJsonSchema } from '../../../shared/contract/tier-changed.ts';

const FILE = new URL('../../../shared/contract/tier-changed.schema.json', import.meta.url);

it('the JSON Schema of TierChanged is the one of the program; `npm run schema` writes it anew', () => {
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(tierChangedJsonSchema())));
});

it('a reader finds every field in it, and may get fields of a later program', () => {
  expect(tierChangedJsonSchema()).toMatchObject({ required: Object.keys(TierChangedSchema.shape) });
  expect(tierChangedJsonSchema()).not.toHaveProperty('additionalProperties');
});
