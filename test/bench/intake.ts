import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withDuckDb } from '../../shared/adapters/duckdb.ts';
import { readExport } from '../../shared/adapters/read-export.ts';
import { writeOrders } from './orders.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    /** What DuckDB may use, in MB, on both sides. */
    memory: { type: 'string', default: '1000' },
    spoil: { type: 'string', default: '0' },
    child: { type: 'string' },
    path: { type: 'string', default: '' },
    dir: { type: 'string', default: '' },
  },
});
const MEMORY_MB = Number(values.memory);
const TYPES = {
  order_id: 'VARCHAR',
  customer_id: 'VARCHAR',
  email: 'VARCHAR',
  ordered_at: 'TIMESTAMP',
  amount: 'DECIMAL(18, 2)',
  currency: 'VARCHAR',
  status: 'VARCHAR',
  refund_amount: 'DECIMAL(18, 2)',
  category: 'VARCHAR',
  updated_at: 'TIMESTAMP',
};
const POLICY: Parameters<typeof readExport>[0]['policy'] = {
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY', rates: {} },
  identity: ['customer_id', 'email'],
  shop: {
    ...{ name: { en: 'Shop', 'zh-CN': '店' }, language: 'en', links: {} },
    postalAddress: { en: 'A', 'zh-CN': '甲' },
  },
  intake: { maxRejectShare: 0.05 },
};

const megabytes = (path: string): number => Math.round(statSync(path).size / 2 ** 20);

/** DuckDB alone: its own reader with all types given, into Parquet as it likes it. */
const baseline = (path: string, dir: string) =>
  withDuckDb({ memoryMb: MEMORY_MB, dir }, async (db) => {
    const columns = Object.entries(TYPES).map(([name, type]) => `'${name}': '${type}'`);
    await db.run(`COPY (SELECT * FROM read_csv('${path}', columns = {${columns.join(', ')}}, auto_detect = false,
      header = true, delim = ',', quote = '"', escape = '"')) TO '${dir}/baseline.parquet' (FORMAT parquet)`);
    return `${megabytes(`${dir}/baseline.parquet`)} MB Parquet`;
  });

/** Intake as a whole: decoding, every check, repeats, sums, Parquet and rejects. */
async function intake(path: string, dir: string): Promise<string> {
  const file = { path, hint: 'orders' as const, uploadedAt: '2026-11-01T00:00:00Z', policy: POLICY };
  const out = { intakeId: 'bench', dir, memoryMb: MEMORY_MB, problems: 20, sample: 0 };
  const { status, counts } = await readExport(file, out);
  if (status !== 'read') throw new Error('the file was refused');
  return `${megabytes(`${dir}/rows.parquet`)} MB Parquet, ${JSON.stringify(counts)}`;
}

const WORK = { baseline, intake };
type Name = keyof typeof WORK;

interface Measured {
  cpu: number;
  wall: number;
  peakMb: number;
  made: string;
}

/** Runs in a process of its own; what loading the program costs is left out on both sides. */
async function measure(name: Name, path: string, dir: string): Promise<void> {
  const [before, begin] = [process.cpuUsage(), performance.now()];
  const made = await WORK[name](path, dir);
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - begin) / 1000;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ cpu: (user + system) / 1e6, wall, peakMb, made } satisfies Measured));
}

function inChild(name: Name, path: string, dir: string): Measured {
  const args = [
    '--import',
    'tsx',
    new URL(import.meta.url).pathname,
    '--child',
    name,
    '--path',
    path,
    '--dir',
    dir,
    '--memory',
    values.memory,
  ];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
const say = (text: string) => process.stdout.write(`${text}\n`);

function compare(rows: number, rounds: number, spoil: number): void {
  const dir = mkdtempSync(join(tmpdir(), 'intake-bench-'));
  const path = join(dir, 'orders.csv');
  try {
    writeOrders(path, rows, { spoil });
    say(`${rows} rows, ${megabytes(path)} MB, ${rounds} rounds`);
    const ratios = Array.from({ length: rounds }, () => {
      const [one, other] = [inChild('baseline', path, dir), inChild('intake', path, dir)];
      for (const [name, { cpu, wall, peakMb, made }] of Object.entries({ baseline: one, intake: other }))
        say(
          `${name.padEnd(9)} CPU ${cpu.toFixed(2)} s, wall ${wall.toFixed(2)} s, ${Math.round(rows / wall)} rows/s, peak ${peakMb} MB, ${made}`,
        );
      return other.cpu / one.cpu;
    });
    say(
      `ratio of CPU: median ${median(ratios).toFixed(2)}, all ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`,
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

if (values.child === 'baseline' || values.child === 'intake')
  await measure(values.child, values.path, values.dir);
else compare(Number(values.rows), Number(values.rounds), Number(values.spoil));
