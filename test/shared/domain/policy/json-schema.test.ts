import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '../../../../shared/adapters/policy-file.ts';
import { policyJsonSchema } from '../../../../shared/domain/policy/json-schema.ts';
import { SHIPPED_TEMPLATES } from '../../../../shared/domain/policy/templates.ts';

const PRESETS = new URL('../../../../shared/presets/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, PRESETS), 'utf8');

describe('the JSON Schema for editors', () => {
  it('is the one of the policy’s language', () => {
    const written: unknown = JSON.parse(read('policy.schema.json'));
    expect(written, 'run `npm run schema` and commit shared/presets/policy.schema.json').toEqual(
      JSON.parse(JSON.stringify(policyJsonSchema())),
    );
  });

  it('knows what may be left out, and refuses what there is not', () => {
    expect(policyJsonSchema()).toMatchObject({
      required: expect.not.arrayContaining(['features', 'zeroCounts', 'lifetime']),
      additionalProperties: false,
      properties: { approval: { enum: ['never', 'always', 'guarded'] }, window: { required: ['days'] } },
    });
  });
});

it.each(readdirSync(PRESETS).filter((file) => file.endsWith('.yaml')))('the preset %s is valid', (file) => {
  expect(readPolicy(read(file), SHIPPED_TEMPLATES)).not.toHaveProperty('faults');
});
