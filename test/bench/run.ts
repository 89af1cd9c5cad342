import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { baseline } from './run-baseline.ts';
import { folderBucket } from './run-folder.ts';
import { writeLake } from './run-lake.ts';
import { layRun, RUNS, type RunName, STEPS, type StepName } from './run-ours.ts';
import { polars } from './run-polars.ts';

const { values } = parseArgs({
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
    child: { type: 'string' },
    run: { type: 'string', default: 'first' },
    parts: { type: 'string', default: '0' },
    partsBefore: { type: 'string', default: '0' },
  },
});
const ORDERS = Number(values.orders);
const MEMORY_MB = Number(values.memory);

interface Cost {
  cpu: number;
  wall: number;
  peakMb: number;
}
type Measured = Cost & { parts: number };
type Side = StepName | 'baseline' | 'polars';

const taskOf = (dir: string, run: RunName) => ({
  ...{ lake: folderBucket(dir), run, memoryMb: MEMORY_MB, customersPerPart: Number(values.perPart) },
});

async function work(side: Side, dir: string, run: RunName): Promise<number> {
  if (side === 'baseline') await baseline(dir, run, ORDERS, MEMORY_MB);
  else if (side === 'polars') await polars(dir, run, values.polars ?? '');
  else return STEPS[side](taskOf(dir, run), Number(values.parts));
  return 0;
}

/** Runs in a process of its own; what loading the program costs is left out on all sides. */
async function measured(side: Side, dir: string, run: RunName): Promise<void> {
  const [before, begin] = [process.cpuUsage(), performance.now()];
  const parts = await work(side, dir, run);
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - begin) / 1000;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(
    JSON.stringify({ cpu: (user + system) / 1e6, wall, peakMb, parts } satisfies Measured),
  );
}

function inChild(side: Side, dir: string, run: RunName, parts = 0): Measured {
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
  buildSync({ ...options, entryPoints: [fileURLToPath(import.meta.url)], outfile });
  return outfile;
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const told = (name: string, { cpu, wall, peakMb }: Cost): Cost => {
  say(`  ${name.padEnd(10)} CPU ${cpu.toFixed(2)} s, wall ${wall.toFixed(2)} s, peak ${peakMb} MB`);
  return { cpu, wall, peakMb };
};

const partsOf = new Map<RunName, number>();

/** Ours step after step, each in a process of its own as in the cloud. */
async function ours(dir: string, run: RunName): Promise<Cost> {
  const laid = { orders: ORDERS, partsBefore: partsOf.get('first') ?? 0 };
  await layRun(taskOf(dir, run), laid);
  const { parts, ...first } = inChild('measure', dir, run);
  partsOf.set(run, parts);
  const costs = [told('measure', first)];
  for (const step of ['calibrate', 'plan'] as const) costs.push(told(step, inChild(step, dir, run, parts)));
  const sum = (of: 'cpu' | 'wall') => costs.reduce((total, cost) => total + cost[of], 0);
  const peakMb = Math.max(...costs.map((cost) => cost.peakMb));
  return told('ours', { cpu: sum('cpu'), wall: sum('wall'), peakMb });
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function compare(dir: string): Promise<void> {
  await writeLake(dir, ORDERS);
  const ratios: Record<string, number[]> = {};
  const noted = (name: string, ratio: number) => {
    ratios[name] = [...(ratios[name] ?? []), ratio];
  };
  for (let round = 1; round <= Number(values.rounds); round += 1)
    for (const run of RUNS.filter((name) => values.runs.includes(name))) {
      say(`round ${round}, ${run} run of ${ORDERS} orders, ${MEMORY_MB} MB for DuckDB`);
      mkdirSync(join(dir, 'baseline', run), { recursive: true });
      const bare = told('baseline', inChild('baseline', dir, run));
      const own = await ours(dir, run);
      noted(`${run}, against the baseline`, own.cpu / bare.cpu);
      if (values.polars === undefined) continue;
      const other = told('polars', inChild('polars', dir, run));
      noted(`${run}, against polars`, own.cpu / other.cpu);
    }
  for (const [name, all] of Object.entries(ratios))
    say(
      `${name}: median ${median(all).toFixed(2)} of the CPU (${all.map((one) => one.toFixed(2)).join(' ')})`,
    );
}

const run = values.run === 'next' ? 'next' : 'first';
if (values.child !== undefined) await measured(values.child as Side, values.dir ?? '', run);
else if (values.dir !== undefined) {
  mkdirSync(values.dir, { recursive: true });
  await compare(values.dir);
} else {
  const dir = mkdtempSync(join(tmpdir(), 'run-bench-'));
  try {
    await compare(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
