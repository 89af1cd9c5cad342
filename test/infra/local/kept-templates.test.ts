import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptTemplates } from '../../../infra/local/deploy/kept-templates.ts';
import { synthesise } from '../../../infra/local/deploy/synth.ts';
import type { Template } from '../../../infra/local/deploy/template.ts';

const folder = mkdtempSync(join(tmpdir(), 'tierwise-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made: Template[];
beforeAll(async () => {
  made = await synthesise();
});

describe('the templates that a start keeps for the next one', () => {
  it('are what the stacks make', async () => {
    expect(await keptTemplates(folder)).toEqual(made);
  });

  it('lie in one file, which the next start reads', async () => {
    const [file = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(await keptTemplates(folder)).toEqual(made);
    writeFileSync(join(folder, file), '[]');
    expect(await keptTemplates(folder)).toEqual([]);
  });

  it('are made all the same where nothing can be kept', async () => {
    const noFolder = join(folder, 'a-file');
    writeFileSync(noFolder, '');
    expect(await keptTemplates(join(noFolder, 'below'))).toEqual(made);
  });
});
