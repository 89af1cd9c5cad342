import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { keepLogs, keepText } from './kept-logs.ts';

const ROOT = new URL('../..', import.meta.url).pathname;

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** Runs the command line in a process of its own, as a user would; `env` may hold a crash switch. */
export function tierwise(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['infra/cli/start.mjs', ...args], {
    cwd: ROOT,
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      if (args[0] === 'local') keepText(stderr);
      resolve({ code, signal, stdout, stderr });
    });
  });
}

/** A folder for one test, and what removes it. */
export function scratchFolder() {
  const dir = mkdtempSync(join(tmpdir(), 'tierwise-day-'));
  return {
    dir,
    path: (name: string) => join(dir, name),
    write(name: string, text: string): string {
      writeFileSync(join(dir, name), text);
      return join(dir, name);
    },
    remove(): void {
      keepLogs(dir);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The folders of the runs under `--out`, oldest first. */
export const runsIn = (out: string): string[] =>
  readdirSync(out)
    .sort((a, b) => runSeqOf(a) - runSeqOf(b))
    .map((name) => join(out, name));

const runSeqOf = (runId: string): number => Number(runId.split('-').at(-1));

export type Row = Record<string, string>;

export const csvIn = (dir: string, file: string): Row[] =>
  parse(readFileSync(join(dir, file)), { columns: true, bom: true, relax_column_count: false });

export const jsonIn = (dir: string, file: string) => JSON.parse(readFileSync(join(dir, file), 'utf8'));

/** Customers by id with their tier. */
export const tiersIn = (dir: string): Record<string, string> =>
  Object.fromEntries(csvIn(dir, 'tiers.csv').map((row) => [row.customer_id ?? '', row.tier ?? '']));
