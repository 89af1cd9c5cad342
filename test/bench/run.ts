import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COPY_DIR, INTAKE_DIR, writeExports } from './run-csv.ts';
import { lakeRows, writeLake } from './run-lake.ts';
import { layRun, RUNS, type RunName } from './run-ours.ts';
import { type Cost, inChild, MEMORY_MB, measured, ORDERS, type Side, taskOf, values } from './run-sides.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const told = (name: string, { cpu, wall, peakMb }: Cost): Cost => {
  say(`  ${name.padEnd(10)} CPU ${cpu.toFixed(2)} s, wall ${wall.toFixed(2)} s, peak ${peakMb} MB`);
  return { cpu, wall, peakMb };
};

const partsOf = new Map<RunName, number>();

/** Ours step after step, each in a process of its own as in the cloud. */
async function ours(dir: string, run: RunName): Promise<Cost> {
  const laid = { rows: await lakeRows(dir), partsBefore: partsOf.get('first') ?? 0 };
  await layRun(taskOf(dir, run), laid);
  const { parts, ...first } = inChild('measure', dir, run);
  partsOf.set(run, parts);
  const costs = [told('measure', first)];
  for (const step of ['calibrate', 'plan'] as const) costs.push(told(step, inChild(step, dir, run, parts)));
  return told('ours', together(costs));
}

function together(costs: readonly Cost[]): Cost {
  const sum = (of: 'cpu' | 'wall') => costs.reduce((total, cost) => total + cost[of], 0);
  return { cpu: sum('cpu'), wall: sum('wall'), peakMb: Math.max(...costs.map(({ peakMb }) => peakMb)) };
}

interface Sides {
  bare: Cost;
  own: Cost;
}

const fromLake = async (dir: string, run: RunName): Promise<Sides> => ({
  bare: told('baseline', inChild('baseline', dir, run)),
  own: await ours(dir, run),
});

/** Each side makes its own Parquet of the same exports and works on that. */
async function fromCsv(dir: string, run: RunName): Promise<Sides> {
  for (const at of [COPY_DIR, INTAKE_DIR]) mkdirSync(join(dir, at, 'baseline', run), { recursive: true });
  const copied = told('copy', inChild('copy', dir, run));
  const taken = told('intake', inChild('intake', dir, run));
  const bare = told('baseline', inChild('baseline', join(dir, COPY_DIR), run));
  const own = await ours(join(dir, INTAKE_DIR), run);
  return {
    bare: told('bare, all', together([copied, bare])),
    own: told('ours, all', together([taken, own])),
  };
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

async function compare(dir: string): Promise<void> {
  await writeLake(dir, ORDERS);
  if (values.csv) await writeExports(dir, MEMORY_MB);
  const ratios: Record<string, number[]> = {};
  const noted = (name: string, ratio: number) => {
    ratios[name] = [...(ratios[name] ?? []), ratio];
  };
  for (let round = 1; round <= Number(values.rounds); round += 1)
    for (const run of RUNS.filter((name) => values.runs.includes(name))) {
      say(`round ${round}, ${run} run of ${ORDERS} orders, ${MEMORY_MB} MB for DuckDB`);
      mkdirSync(join(dir, 'baseline', run), { recursive: true });
      const { bare, own } = await (values.csv ? fromCsv : fromLake)(dir, run);
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
