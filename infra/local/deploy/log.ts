import { AsyncLocalStorage } from 'node:async_hooks';
import { appendFileSync } from 'node:fs';
import { format } from 'node:util';

/** Who is running: named in every line that it logs. */
export interface Running {
  function: string;
  request: string;
}

const running = new AsyncLocalStorage<Running & { path: string }>();
const LEVELS = ['debug', 'info', 'log', 'warn', 'error'] as const;
let captures = 0;
/** Handlers under way. One that outlives its cloud still writes to its log, not to the terminal. */
let active = 0;
let restore: (() => void) | undefined;

/** Runs a handler so that what it logs lands in the file at `path`, as CloudWatch would keep it, not on the terminal. */
export async function logged<T>(path: string, who: Running, work: () => Promise<T>): Promise<T> {
  active += 1;
  try {
    return await running.run({ ...who, path }, work);
  } finally {
    active -= 1;
    restoreAtRest();
  }
}

/** One line for the log. */
export function writeLine(path: string, who: Running, level: string, message: unknown): void {
  appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), ...who, level, message })}\n`);
}

/** Turns the console of running handlers to their log; gives back how to undo it. */
export function captureConsole(): () => void {
  captures += 1;
  if (restore === undefined) capture();
  return () => {
    captures -= 1;
    restoreAtRest();
  };
}

function capture(): void {
  const original = LEVELS.map((level) => [level, console[level]] as const);
  for (const [level, print] of original) {
    console[level] = (...args: unknown[]) => {
      const store = running.getStore();
      if (!store) return print.apply(console, args);
      const { path, ...who } = store;
      writeLine(path, who, level, asMessage(args));
    };
  }
  restore = () => {
    for (const [level, print] of original) console[level] = print;
  };
}

function restoreAtRest(): void {
  if (captures > 0 || active > 0) return;
  restore?.();
  restore = undefined;
}

/** A handler's line is JSON already; anything else is kept as text. */
function asMessage(args: unknown[]): unknown {
  const text = format(...args);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
