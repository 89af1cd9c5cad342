import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sampleFiles } from './sample.ts';

const folder = fileURLToPath(new URL('../../../shared/presets/sample', import.meta.url));

for (const [name, text] of sampleFiles()) {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
