import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { afterEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../infra/app.ts';
import { STAGES } from '../../infra/config.ts';

const outdirs: string[] = [];
const appOf = (stage: (typeof STAGES)[number]) => {
  const outdir = mkdtempSync(join(tmpdir(), 'tierwise-checks-'));
  outdirs.push(outdir);
  return buildApp({ stage, bundling: false, checks: true, outdir });
};

afterEach(() => {
  for (const outdir of outdirs.splice(0)) rmSync(outdir, { recursive: true, force: true });
});

it.each([
  ['production', [true, true]],
  ['staging', [false, false]],
] as const)('of %s the stacks are protected from deletion: %j', (stage, expected) => {
  const { stacks } = appOf(stage).synth();
  expect(stacks.map(({ terminationProtection }) => terminationProtection ?? false)).toEqual(expected);
});

describe('AwsSolutions', () => {
  it.each(STAGES.filter((stage) => stage !== 'local'))(
    'finds nothing in %s that is not explained where it stands',
    (stage) => {
      const names = appOf(stage)
        .synth()
        .stacks.map(({ stackName }) => stackName);
      expect(names).toEqual([`tierwise-${stage}-data`, `tierwise-${stage}-pipeline`]);
    },
  );

  it('ends the synthesis when a rule is broken', () => {
    const app = appOf('staging');
    new Bucket(new Stack(app, 'Careless'), 'Open');
    expect(() => app.synth()).toThrow(/AwsSolutions-S1/);
  });
});
