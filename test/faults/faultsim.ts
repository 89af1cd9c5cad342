import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { live } from './simulation/life.ts';

/**
 * `npm run faultsim`: SEEDS seeds from 1 on, on every core. `SEED=n npm run faultsim` tells the life of one seed, event by
 * event. Ends with 1 when anything happened that must never.
 */
const whole = z.coerce.number().int().positive();
const Environment = z.object({
  SEED: whole.optional(),
  SEEDS: whole.default(20_000),
  /** Of a child: its first seed, and the step to the next. */
  FAULTSIM_FIRST: whole.optional(),
  FAULTSIM_STEP: whole.default(1),
});
const { SEED, SEEDS, FAULTSIM_FIRST, FAULTSIM_STEP } = Environment.parse(process.env);

const SummarySchema = z.object({
  lives: z.int(),
  accepted: z.int(),
  requests: z.int(),
  rows: z.record(z.string(), z.int()),
  broken: z.array(z.string()),
});
type Summary = z.infer<typeof SummarySchema>;

async function replay(seed: number): Promise<number> {
  const life = await live(seed);
  for (const line of [...life.history, '', ...life.broken]) console.log(line);
  console.log(`seed ${seed}: ${life.accepted} mails out, ${JSON.stringify(life.rows)}`);
  return life.broken.length;
}

async function some(first: number, step: number): Promise<Summary> {
  const sum: Summary = { lives: 0, accepted: 0, requests: 0, rows: {}, broken: [] };
  for (let seed = first; seed <= SEEDS; seed += step) {
    const life = await live(seed);
    add(sum, { ...life, lives: 1, broken: life.broken.map((what) => `seed ${seed}: ${what}`) });
  }
  return sum;
}

function add(sum: Summary, more: Summary): void {
  sum.lives += more.lives;
  sum.accepted += more.accepted;
  sum.requests += more.requests;
  sum.broken.push(...more.broken);
  for (const [state, count] of Object.entries(more.rows)) sum.rows[state] = (sum.rows[state] ?? 0) + count;
}

/** A process for each core, each with every so many-th seed. */
async function all(): Promise<Summary> {
  const cores = availableParallelism();
  const summaries = await Promise.all(Array.from({ length: cores }, (_, core) => child(core + 1, cores)));
  const sum: Summary = { lives: 0, accepted: 0, requests: 0, rows: {}, broken: [] };
  for (const each of summaries) add(sum, each);
  return sum;
}

function child(first: number, step: number): Promise<Summary> {
  const env = { ...process.env, FAULTSIM_FIRST: String(first), FAULTSIM_STEP: String(step) };
  const forked = fork(fileURLToPath(import.meta.url), { env });
  return new Promise((resolve, reject) => {
    forked.once('message', (message) => resolve(SummarySchema.parse(message)));
    forked.once('exit', (code) => reject(new Error(`a child ended with ${code} and said nothing`)));
  });
}

function tell(sum: Summary, seconds: number): void {
  for (const what of sum.broken) console.log(what);
  const { lives, accepted, requests, rows } = sum;
  console.log(`${lives} seeds in ${seconds} s: ${requests} requests, ${accepted} mails out`);
  console.log(`ledger ${JSON.stringify(rows)}; ${sum.broken.length} things that must never happen`);
}

if (FAULTSIM_FIRST !== undefined) process.send?.(await some(FAULTSIM_FIRST, FAULTSIM_STEP));
else if (SEED !== undefined) process.exitCode = (await replay(SEED)) > 0 ? 1 : 0;
else {
  const sum = await all();
  tell(sum, Math.round(performance.now() / 1000));
  process.exitCode = sum.broken.length > 0 ? 1 : 0;
}
