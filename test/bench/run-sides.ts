import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { baseline } from './run-baseline.ts';
import { copyIn, takeIn } from './run-csv.ts';
import { folderBucket } from './run-folder.ts';
import { type RunName, STEPS, type StepName } from './run-ours.ts';
import { polars } from './run-polars.ts';

export const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    /** What DuckDB may use, in MB, on both sides. */
    memory: { type: 'string', default: '700' },
    perPart: { type: 'string', default: '10000' },
    /** first,next: on nothing before it, and a quarter later on what that left. */
    runs: { type: 'string', default: 'first,next' },
    /** Folder of an installed nodejs-polars to run beside. */
    polars: { type: 'string' },
    /** Keeps the lake and what was made of it there. */
    dir: { type: 'string' },
    /** Begins with exports as CSV: our intake on one side, DuckDB's own COPY into Parquet on the other. */
    csv: { type: 'boolean', default: false },
    child: { type: 'string' },
    run: { type: 'string', default: 'first' },
    parts: { type: 'string', default: '0' },
    partsBefore: { type: 'string', default: '0' },
  },
});
export const ORDERS = Number(values.orders);
export const MEMORY_MB = Number(values.memory);

export interface Cost {
  cpu: number;
  wall: number;
  peakMb: number;
}
type Measured = Cost & { parts: number };
export type Side = StepName | 'baseline' | 'polars' | 'intake' | 'copy';

export const taskOf = (dir: string, run: RunName) => ({
  ...{ lake: folderBucket(dir), run, memoryMb: MEMORY_MB, customersPerPart: Number(values.perPart) },
});

async function work(side: Side, dir: string, run: RunName): Promise<number> {
  if (side === 'baseline') await baseline(dir, run, ORDERS, MEMORY_MB);
  else if (side === 'polars') await polars(dir, run, values.polars ?? '');
  else if (side === 'intake') await takeIn(dir, MEMORY_MB);
  else if (side === 'copy') await copyIn(dir, MEMORY_MB);
  else return STEPS[side](taskOf(dir, run), Number(values.parts));
  return 0;
}

/** Runs in a process of its own; what loading the program costs is left out on all sides. */
export async function measured(side: Side, dir: string, run: RunName): Promise<void> {
  const [before, begin] = [process.cpuUsage(), performance.now()];
  const parts = await work(side, dir, run);
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - begin) / 1000;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    JSON.stringify({ cpu: (user + system) / 1e6, wall, peakMb, parts } satisfies Measured),
  );
}

export function inChild(side: Side, dir: string, run: RunName, parts = 0): Measured {
  const polarsAt = values.polars === undefined ? [] : ['--polars', values.polars];
  const args = [
    ...[bundled(dir), '--child', side, '--run', run],
    ...['--dir', dir, '--orders', values.orders, '--memory', values.memory, '--parts', String(parts)],
    ...['--perPart', values.perPart, ...polarsAt],
  ];
  const env = { ...process.env, LAMBDA_TASK_ROOT: process.cwd() };
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${side}: ${stderr}`);
  return JSON.parse(stdout) as Measured;
}

/** Bundled as for the cloud: what runs the sources as they are adds work to every function that is made. */
function bundled(dir: string): string {
  const [outfile, packages] = [join(dir, 'run.mjs'), join(dir, 'node_modules')];
  if (!existsSync(packages)) symlinkSync(join(process.cwd(), 'node_modules'), packages);
  const options = {
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  } as const;
  buildSync({ ...options, entryPoints: [fileURLToPath(new URL('./run.ts', import.meta.url))], outfile });
  return outfile;
}
