import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Template, TemplateSchema } from './template.ts';

/** The templates of the stage `local`, made anew; nothing is bundled. */
export async function synthesise(): Promise<Template[]> {
  const { buildApp } = await import('../../app.ts');
  const outdir = mkdtempSync(join(tmpdir(), 'tierwise-synth-'));
  try {
    const { stacks } = buildApp({ stage: 'local', bundling: false, outdir }).synth();
    return stacks.map(({ template }) => TemplateSchema.parse(template));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
