import { randomUUID } from 'node:crypto';
import { appendFileSync, copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';

/** Where everything that a test run logs is kept, for `.ci/nothing-personal` to read; not kept without it. */
const KEPT = process.env.TIERWISE_TEST_LOGS;

/** What a local cloud logged, and what its machines were given, answered and failed with. */
const LOGS = /(^|\/)(log\.jsonl|executions\/.*\.json)$/;
const LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const;

/** Keeps the logs of every local cloud whose state lies in a folder. */
export function keepLogs(folder: string): void {
  if (!KEPT) return;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => LOGS.test(file));
  for (const file of files)
    copyFileSync(join(folder, file), join(KEPT, `${randomUUID()}-${file.replaceAll('/', '-')}`));
}

/** Keeps what is printed, besides printing it. */
export function keepConsole(): void {
  if (!KEPT) return;
  for (const level of LEVELS) {
    const print = console[level];
    console[level] = (...args: unknown[]) => {
      keepText(`${format(...args)}\n`);
      print.apply(console, args);
    };
  }
}

/** Keeps the errors that a command told. */
export function keepText(text: string): void {
  if (KEPT && text !== '') appendFileSync(join(KEPT, `console-${process.pid}.log`), text);
}
