/**
 * Starts the command line from one bundle of its sources, kept for as long as no source changes: to read and to strip
 * every module costs more than most commands do. Plain JavaScript, because nothing has been loaded that reads TypeScript.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** Where tools of Node projects keep what they can make again; gone with the next install. */
const KEPT = join(PROJECT, 'node_modules/.cache/tierwise');
/** What a bundle depends on beside the sources: the versions that are installed, and how TypeScript is to be read. */
const SETTINGS = ['package-lock.json', 'tsconfig.json'];

const sources = readSources();
const bundle = join(KEPT, `commands-${hashOf(sources)}`);
const main = join(bundle, 'main.mjs');
if (!existsSync(main)) await keepBundle();
await (existsSync(main) ? startBundle() : startSources());

/** Every source by its full path. Contents, not times: a checkout or a clock set back must not bring back old code. */
function readSources() {
  const inProject = ['infra', 'lambdas', 'shared'].flatMap((folder) =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .map((name) => join(PROJECT, folder, name)),
  );
  return new Map(inProject.sort().map((path) => [path, readFileSync(path)]));
}

/** Each text is counted before it, so that no two sets of sources read alike. */
function hashOf(texts) {
  const hash = createHash('sha256');
  for (const [path, text] of texts) hash.update(`${path}\0${text.length}\0`).update(text);
  for (const name of SETTINGS) hash.update(readFileSync(join(PROJECT, name)));
  return hash.digest('hex').slice(0, 32);
}

async function keepBundle() {
  const { makeBundle } = await import('./start-bundle.mjs');
  await makeBundle(PROJECT, sources, bundle);
}

/** Errors name the sources' files and lines. */
async function startBundle() {
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(main).href);
}

/** Slower, and the same: where no bundle can be kept, each source is read as it is asked for. */
async function startSources() {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
}
