import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quoted, withDuckDb } from '../../shared/adapters/duckdb.ts';
import { fitBehaviour } from '../../shared/domain/lifetime/fit-behaviour.ts';
import { fitSpend } from '../../shared/domain/lifetime/fit-spend.ts';
import type { Collapsed } from '../../shared/domain/lifetime/model.ts';
import { scorer } from '../../shared/domain/lifetime/scorer.ts';
import { customer, meanSpend, random } from '../shared/domain/lifetime/simulate.ts';

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});
const CUSTOMERS = Number(values.customers);
const TRUTH = { kind: 'bgnbd', r: 0.6, alpha: 12, leaving: { a: 0.8, b: 2.5 }, days: [1, 730] } as const;
const SPEND = { p: 4, q: 3.5, v: 12_000 };
/** From where scipy starts: the same r, α and the first of the two a, b from which our fit starts. */
const START = (people: readonly Collapsed[]): number[] => {
  const repeats = people.reduce((sum, { x }) => sum + x, 0);
  const weeks = people.reduce((sum, { T }) => sum + T / 7, 0);
  return [0.5, (0.5 * weeks) / repeats, 1, 3];
};

interface Person extends Collapsed {
  mean: number;
}

interface Cost {
  cpu: number;
  wall: number;
}

async function timed<V>(name: string, work: () => V | Promise<V>): Promise<{ value: V } & Cost> {
  const [before, begin] = [process.cpuUsage(), performance.now()];
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  const cost = { cpu: (user + system) / 1e6, wall: (performance.now() - begin) / 1000 };
  console.log(`${name}: ${cost.cpu.toFixed(2)} s CPU, ${cost.wall.toFixed(2)} s wall`);
  return { value, ...cost };
}

function simulated(): Person[] {
  const next = random(1);
  return Array.from({ length: CUSTOMERS }, () => {
    const { x, tx, T } = customer(next, TRUTH);
    return { x, tx, T, customers: 1, mean: x > 0 ? Math.round(meanSpend(next, x, SPEND) * x) / x : 0 };
  });
}

/** What the same machine needs to read the customers out of Parquet as objects. */
async function parquetCost(people: readonly Person[], dir: string): Promise<Cost> {
  return withDuckDb({ memoryMb: 1000, dir }, async (db) => {
    const file = quoted(join(dir, 'customers.parquet'));
    const columns = { id: 'VARCHAR', x: 'INTEGER', tx: 'INTEGER', T: 'INTEGER', mean: 'DOUBLE' } as const;
    const csv = people.map(({ x, tx, T, mean }, i) => `C${i},${x},${tx},${T},${mean}`).join('\n');
    writeFileSync(join(dir, 'customers.csv'), csv);
    const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
    await db.run(`COPY (SELECT * FROM read_csv(${quoted(join(dir, 'customers.csv'))}, header = false,
      columns = {${types.join(', ')}})) TO ${file} (FORMAT parquet)`);
    return timed('read from Parquet', async () => {
      let rows = 0;
      for await (const row of db.stream(`SELECT * FROM read_parquet(${file})`))
        rows += row.id === null ? 0 : 1;
      return rows;
    });
  });
}

interface ScipyFit extends Cost {
  parameters: number[];
  ll: number;
  evaluations: number;
}

type Scipy = Record<'L-BFGS-B' | 'Nelder-Mead' | 'spend', ScipyFit>;

/** The likelihoods uncollapsed under scipy; null, with a message, where it is not installed. */
function scipy(people: readonly Person[], dir: string): Scipy | null {
  const write = (name: string, of: (person: Person) => number) =>
    writeFileSync(join(dir, `${name}.f64`), Float64Array.from(people, of));
  write('x', ({ x }) => x);
  write('tx', ({ tx }) => tx / 7);
  write('T', ({ T }) => T / 7);
  write('mean', ({ mean }) => mean);
  const script = new URL('./lifetime-scipy.py', import.meta.url).pathname;
  const ended = spawnSync(values.python, [script, dir, START(people).join(',')], { encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(ended.stderr || `${values.python} did not run`);
  const answer: Scipy | { missing: string } = JSON.parse(ended.stdout);
  if (!('missing' in answer)) return answer;
  console.log(`no comparison: install ${answer.missing}`);
  return null;
}

function compare(answer: Scipy, ownCpu: number): void {
  for (const [name, { parameters, ll, evaluations, cpu, wall }] of Object.entries(answer))
    console.log(
      `scipy ${name}: ${cpu.toFixed(1)} s CPU, ${wall.toFixed(1)} s wall, ${evaluations} evaluations, log-likelihood ${ll.toFixed(3)},`,
      parameters.map((parameter) => parameter.toPrecision(6)).join(' '),
    );
  for (const name of ['L-BFGS-B', 'Nelder-Mead'] as const) {
    const ratio = (answer[name].cpu + answer.spend.cpu) / ownCpu;
    console.log(
      `both fits, collapsing included, against scipy's ${name} and spend: 1/${ratio.toFixed(1)} of the CPU`,
    );
  }
}

async function main(dir: string): Promise<void> {
  const { value: people } = await timed(`simulate ${CUSTOMERS} customers`, simulated);
  const distinct = new Set(people.map(({ x, tx, T }) => (x * 1024 + tx) * 1024 + T)).size;
  console.log(`${distinct} distinct (x, tx, T)`);
  const behaviour = await timed('collapse, fit BG/NBD', () => fitBehaviour('bgnbd', people));
  const spend = await timed('collapse, fit Gamma-Gamma', () => fitSpend(people));
  console.log(behaviour.value.verdict, behaviour.value.behaviour, spend.value.verdict, spend.value.spend);
  const model = behaviour.value.behaviour;
  if (!model || !spend.value.spend) throw new Error('nothing was fitted');
  const score = scorer(model, spend.value.spend, 91, { months: 12, monthlyDiscount: 0.01, margin: 1 });
  const scored = await timed('score, with 12-month value', () =>
    people.reduce((sum, person) => sum + (score(person, person.mean).value ?? 0), 0),
  );
  console.log(`value of all: ${Math.round(scored.value)} minor units`);
  const reading = await parquetCost(people, dir);
  console.log(`scoring against reading: ${(scored.cpu / reading.cpu).toFixed(2)} times the CPU`);
  const answer = scipy(people, dir);
  if (answer) compare(answer, behaviour.cpu + spend.cpu);
}

const dir = mkdtempSync(join(tmpdir(), 'tierwise-lifetime-'));
try {
  await main(dir);
} finally {
  rmSync(dir, { recursive: true, force: true });
}
