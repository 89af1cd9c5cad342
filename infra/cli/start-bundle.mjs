import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Milliseconds after which no process is taken to run from a bundle of other sources any more. */
const OUTLIVED = 24 * 60 * 60 * 1000;

/**
 * Makes `folder` hold the bundle of these sources (text by full path). Whoever starts at the same time finds a whole
 * bundle or none. Where none can be made or kept, nothing is left behind: that costs only time.
 */
export async function makeBundle(project, sources, folder) {
  let draft;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    // Source maps name the sources relative to where Node finds the bundle, behind any link.
    const kept = join(realpathSync(dirname(folder)), basename(folder));
    draft = `${kept}.${randomUUID()}`;
    await build(optionsOf(project, sources, draft));
    renameSync(draft, kept);
    removeOutlived(dirname(kept));
  } catch {
    if (draft) rmSync(draft, { recursive: true, force: true });
  }
}

/** Every change of a source leaves some megabytes behind. */
function removeOutlived(folder) {
  const bundles = readdirSync(folder).filter((name) => name.startsWith('commands-'));
  for (const path of bundles.map((name) => join(folder, name)))
    if (statSync(path).mtimeMs < Date.now() - OUTLIVED) rmSync(path, { recursive: true, force: true });
}

/** Packages stay outside, and every command and step in files of its own, so that only what is called is loaded. */
const optionsOf = (project, sources, outdir) => ({
  absWorkingDir: project,
  entryPoints: ['infra/cli/main.ts'],
  outdir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  keepNames: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: 'silent',
  plugins: [onlyFrom(sources)],
});

/**
 * Gives the very texts that the bundle's name was made from, even if a file has changed since, and refuses any other file.
 * A source goes on to know its own place, which files beside it are found by.
 */
function onlyFrom(sources) {
  const load = ({ path }) => {
    const text = sources.get(path);
    if (text === undefined) throw new Error(`${path} is no source of the command line`);
    const place = JSON.stringify(pathToFileURL(path).href);
    return { contents: text.toString().replaceAll('import.meta.url', place), loader: 'ts' };
  };
  return { name: 'only-from', setup: ({ onLoad }) => onLoad({ filter: /.*/ }, load) };
}
