import { UNITS_A_CUSTOMER } from '../cost/units.ts';
import type { RunVolume } from '../cost/volume.ts';
import { LIMITS } from './limits.ts';
import { coresOf, type Machine, SMALL_MEMORY_MB } from './machine.ts';
import {
  ATHENA,
  DOWNLOAD_BYTES_A_SECOND,
  LAKE_BYTES_A_ROW,
  RATES,
  type RatedStep,
  SECONDS_A_MAIL,
  START_SECONDS,
} from './rates.ts';

export type WorkedStep = RatedStep | 'preflight' | 'send' | 'small';

/** What a step of a run takes. */
export interface StepWork {
  step: WorkedStep;
  calls: number;
  /** Of all calls together, as Lambda counts them. */
  seconds: number;
  /** Of the longest call. */
  longest: number;
  /** From the first call to the end of the last. */
  wall: number;
  memoryMb: number;
}

/** How a step is called: so often, so many at once, each waiting so many seconds for S3 besides its work. */
interface Calling {
  calls: number;
  atOnce?: number;
  waits?: number;
  memoryMb: number;
}

/** Seconds of CPU, by rates and counts of the same names. */
function workOf(step: RatedStep, counts: Readonly<Record<string, number>>): number {
  const { threads: _, from: __, ...rates }: Record<string, number | string> = RATES[step];
  return Object.entries(rates).reduce((sum, [of, rate]) => sum + Number(rate) * (counts[of] ?? 0), 0);
}

function called(step: WorkedStep, cpu: number, threads: number, calling: Calling): StepWork {
  const { calls, atOnce = 1, waits = 0, memoryMb } = calling;
  const longest = calls === 0 ? 0 : START_SECONDS + waits + cpu / calls / coresOf(memoryMb, threads);
  return {
    step,
    calls,
    seconds: calls * longest,
    longest,
    wall: Math.ceil(calls / atOnce) * longest,
    memoryMb,
  };
}

/** Reads exports with so many new rows; no part of a run. */
export const intakeWork = (
  { rows, exports }: { rows: number; exports: number },
  { memoryMb }: Pick<Machine, 'memoryMb'>,
): StepWork =>
  called('intake', workOf('intake', { row: rows }), RATES.intake.threads, {
    calls: exports,
    atOnce: exports,
    memoryMb,
  });

/** Before anything happens, when it is committed, and twice when its mails are closed. */
const REPORTS = 4;
/** Calls of steps that do not work through rows. */
const SMALL_CALLS = 8;
/** Before the plan, and before the first mail. */
const PREFLIGHTS = 2;

/** Everything that a run does, step by step. */
export function stepsOf(volume: RunVolume, machine: Machine): StepWork[] {
  const { rows, customers, changes, told, mails, parts } = volume;
  const { memoryMb, partsAtOnce: atOnce } = machine;
  const counts = { row: rows, customer: customers, change: changes, told, mail: mails };
  const heavy = (step: RatedStep, calling: Partial<Calling>, times = 1) =>
    called(step, times * workOf(step, counts), RATES[step].threads, { calls: 1, memoryMb, ...calling });
  const byPart = (step: RatedStep) => heavy(step, { calls: parts, atOnce });
  return [
    ...measuring(volume, heavy, byPart),
    heavy('calibrate', {}),
    ...[byPart('plan'), byPart('compose')],
    called('preflight', 0, 1, { calls: PREFLIGHTS, memoryMb }),
    heavy('effect', {}),
    noFasterThanItsTable(byPart('apply'), volume, machine),
    byPart('announce'),
    heavy('report', { calls: REPORTS }, REPORTS),
    sending(volume, machine),
    called('small', 0, 1, { calls: SMALL_CALLS, memoryMb: SMALL_MEMORY_MB }),
  ];
}

type Heavy = (step: RatedStep, calling: Partial<Calling>) => StepWork;

/** Athena does the work of measure, which only asks; what it wrote is put together part by part. */
function measuring(
  { rows, engine }: RunVolume,
  heavy: Heavy,
  byPart: (step: RatedStep) => StepWork,
): StepWork[] {
  if (engine === 'duckdb')
    return [heavy('measure', { waits: (rows * LAKE_BYTES_A_ROW) / DOWNLOAD_BYTES_A_SECOND })];
  const asking = called('measure', 0, 1, { calls: ATHENA.queries, memoryMb: heavy('measure', {}).memoryMb });
  return [{ ...asking, wall: athenaSeconds(rows) }, byPart('collect')];
}

/** What Athena scans of the lake, in bytes. */
export const scannedBytes = ({ rows, engine }: Pick<RunVolume, 'rows' | 'engine'>): number =>
  engine === 'athena' ? ATHENA.passes * LAKE_BYTES_A_ROW * rows : 0;

const athenaSeconds = (rows: number): number =>
  ATHENA.queries * ATHENA.secondsAQuery + scannedBytes({ rows, engine: 'athena' }) / ATHENA.bytesASecond;

/** How long a new table takes for the items of so many customers. */
export const tableSeconds = (changes: number): number =>
  (changes * UNITS_A_CUSTOMER) / LIMITS.tableUnitsASecond;

/** Where the table takes fewer writes than the functions make, they wait for it, and waiting costs as much. */
function noFasterThanItsTable(work: StepWork, { changes }: RunVolume, { partsAtOnce }: Machine): StepWork {
  const least = tableSeconds(changes);
  const seconds = Math.max(work.seconds, least * Math.min(work.calls, partsAtOnce));
  return { ...work, seconds, wall: Math.max(work.wall, least), longest: seconds / work.calls };
}

/** Where SES takes fewer mails a second than could be sent, all senders wait for it, and waiting costs as much. */
function sending({ due, parts, perSecond, days }: RunVolume, { memoryMb, sendersAtOnce }: Machine): StepWork {
  const senders = Math.min(parts, sendersAtOnce);
  const waiting = perSecond === undefined || perSecond <= 0 ? 0 : senders / perSecond;
  const sent = due * Math.max(SECONDS_A_MAIL, waiting);
  // Once more at the end, for what was told of the mails since.
  const calls = due === 0 && days === 0 ? parts : parts * (days + 1);
  const seconds = START_SECONDS * calls + sent;
  // A call that nears its end stops by itself, and the machine calls again.
  const longest = Math.min(LIMITS.functionSeconds, seconds / calls);
  return { step: 'send', calls, seconds, longest, wall: seconds / senders, memoryMb };
}
