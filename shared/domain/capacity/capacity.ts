import { both } from '../bilingual.ts';
import { computeOf } from '../cost/compute.ts';
import {
  type CostLine,
  costOfVolume,
  dollarsOf,
  type RunCost,
  summed,
  transitionsOf,
} from '../cost/run-cost.ts';
import { NOTES_A_MAIL, READS_A_MAIL, UNITS_A_CUSTOMER, WRITES_A_MAIL } from '../cost/units.ts';
import type { RunVolume } from '../cost/volume.ts';
import type { Machine } from './machine.ts';
import { type Met, metOf } from './met.ts';
import { ATHENA, LAKE_BYTES_A_ROW, RUN_BYTES_A_CUSTOMER, SECONDS_A_MAIL } from './rates.ts';
import { aDayOf, DAY_SECONDS, mailDays, rowsOf, type Shop, volumeOf } from './shop.ts';
import { intakeWork, type StepWork, scannedBytes, stepsOf } from './steps.ts';

/** What a first run of a shop takes: all exports are read, everybody is graded, written and mailed. */
export interface Capacity {
  shop: Shop;
  volume: RunVolume;
  steps: StepWork[];
  /** Seconds: to read the exports, until the plan stands, to write the customers, to send the mails. */
  takes: Record<'reading' | 'planning' | 'writing' | 'mailing', number>;
  /** Days that the mails need, however many. */
  mailDays: number;
  gigabyteSeconds: number;
  tableWrites: number;
  tableReads: number;
  transitions: number;
  /** In the history of the grading machine. */
  events: number;
  scannedBytes: number;
  /** What the lake keeps of the exports and of one run. */
  keptBytes: number;
  cost: RunCost;
  met: Met[];
}

/** By the rates of `rates.ts`; nothing is measured here. */
export function capacityOf(shop: Shop, machine: Machine): Capacity {
  const volume = volumeOf(shop, machine);
  const reading = intakeWork({ rows: volume.rows, exports: shop.exports }, machine);
  const run = stepsOf(volume, machine);
  const steps = [reading, ...run];
  const found = {
    ...{ shop, volume, steps, takes: takesOf(shop, steps, machine), mailDays: mailDays(shop) },
    gigabyteSeconds: computeOf(steps).gigabyteSeconds,
    ...tableUnits(volume),
    ...{ transitions: transitionsOf(volume), events: eventsOf(volume), scannedBytes: scannedBytes(volume) },
    keptBytes: rowsOf(shop) * LAKE_BYTES_A_ROW + shop.customers * RUN_BYTES_A_CUSTOMER,
    cost: summed([readingLine(reading), ...costOfVolume(volume, computeOf(run)).lines]),
  };
  return { ...found, met: metOf(found, machine) };
}

const readingLine = (reading: StepWork): CostLine => ({
  ...{ id: 'reading', count: Math.ceil(reading.seconds), usd: dollarsOf(computeOf([reading])) },
  say: both('Seconds of reading the exports (Lambda), estimated', '读取导出文件，秒（Lambda，估算）'),
});

const tableUnits = ({ changes, due }: RunVolume) => ({
  tableWrites: changes * UNITS_A_CUSTOMER + due * (WRITES_A_MAIL + NOTES_A_MAIL),
  tableReads: changes + due * READS_A_MAIL,
});

const eventsOf = ({ engine }: RunVolume): number =>
  ATHENA.otherEvents + (engine === 'athena' ? ATHENA.queries * ATHENA.eventsAQuery : 0);

/** Of the reports one shows the plan, and one what was done. */
const PLANNING: Partial<Record<StepWork['step'], number>> = {
  ...{ measure: 1, collect: 1, calibrate: 1, plan: 1, compose: 1, effect: 1, small: 1 },
  ...{ preflight: 1 / 2, report: 1 / 4 },
};
const WRITING: typeof PLANNING = { apply: 1, report: 1 / 4 };

function takesOf(shop: Shop, steps: readonly StepWork[], machine: Machine): Capacity['takes'] {
  const wallOf = (shares: typeof PLANNING) =>
    steps.reduce((sum, { step, wall }) => sum + wall * (shares[step] ?? 0), 0);
  return {
    ...{ reading: wallOf({ intake: 1 }), planning: wallOf(PLANNING), writing: wallOf(WRITING) },
    mailing: mailSeconds(shop, machine),
  };
}

/** Whole days, and what the last one takes at the rate of the account or of the senders, whichever is less. */
function mailSeconds(shop: Shop, { sendersAtOnce }: Machine): number {
  const rate = Math.min(shop.perSecond, sendersAtOnce / SECONDS_A_MAIL);
  const before = Math.max(0, mailDays(shop) - 1);
  return before * DAY_SECONDS + Math.min(DAY_SECONDS, (shop.mails - before * aDayOf(shop)) / rate);
}
