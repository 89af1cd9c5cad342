import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { synthesise } from './synth.ts';
import { type Template, TemplateSchema } from './template.ts';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
/** Where tools of Node projects keep what they can make again; gone with the next install. */
const KEPT = join(PROJECT, 'node_modules/.cache/tierwise');

/**
 * The templates, made anew only when a source that they may depend on has changed: making them takes seconds of every
 * start.
 */
export async function keptTemplates(folder = KEPT): Promise<Template[]> {
  const path = join(folder, `templates-${hashOfSources()}.json`);
  if (existsSync(path)) return z.array(TemplateSchema).parse(JSON.parse(readFileSync(path, 'utf8')));
  const templates = await synthesise();
  keep(path, JSON.stringify(templates), folder);
  return templates;
}

/** Whoever starts at the same time finds a whole file or none. A folder that may not be written to costs only time. */
function keep(path: string, text: string, folder: string): void {
  const draft = `${path}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, text);
    renameSync(draft, path);
  } catch {
    return;
  }
}

/** Over every source below the two folders that the stacks import from, and the versions that are installed. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of ['infra', 'shared'])
    for (const file of readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(PROJECT, folder, file)));
  hash.update(readFileSync(join(PROJECT, 'package-lock.json')));
  return hash.digest('hex').slice(0, 32);
}
