import { type Bilingual, both } from '../bilingual.ts';
import { ATHENA } from '../capacity/rates.ts';
import { scannedBytes } from '../capacity/steps.ts';
import type { LocalDate } from '../dates.ts';
import { type Compute, computeOfVolume } from './compute.ts';
import { PRICES } from './prices.ts';
import { NOTES_A_MAIL, READS_A_MAIL, UNITS_A_CUSTOMER, WRITES_A_MAIL } from './units.ts';
import type { RunVolume } from './volume.ts';

export interface CostLine {
  id: string;
  say: Bilingual;
  count: number;
  /** US dollars. */
  usd: number;
}

export interface RunCost {
  pricesOf: LocalDate;
  lines: CostLine[];
  total: number;
}

/**
 * What a run costs at AWS: counts are those of the plan, only what its lines call estimated is reckoned from them.
 * `compute` where the functions are not as they ship.
 */
export function costOfVolume(volume: RunVolume, compute: Compute = computeOfVolume(volume)): RunCost {
  const counted = [mail, ledger, customersTable].map((of) => of(volume));
  const estimated = [transitions, objects, events, told].map((of) => of(volume));
  const scans = volume.engine === 'athena' ? [scanned(volume)] : [];
  return summed([...counted, computing(compute), ...scans, ...estimated]);
}

/** Lines to a hundredth of a cent each, and their sum. */
export function summed(exact: readonly CostLine[]): RunCost {
  const lines = exact.map((line) => ({ ...line, usd: toFourDigits(line.usd) }));
  const total = toFourDigits(lines.reduce((sum, { usd }) => sum + usd, 0));
  return { pricesOf: PRICES.of, lines, total };
}

const toFourDigits = (usd: number): number => Math.round(usd * 10_000) / 10_000;

const mail = ({ due }: RunVolume): CostLine => ({
  ...{ id: 'mail', count: due, usd: due * PRICES.mail },
  say: both('Mails (SES)', '邮件（SES）'),
});

function ledger({ due }: RunVolume): CostLine {
  const [writes, reads] = [due * (WRITES_A_MAIL + NOTES_A_MAIL), due * READS_A_MAIL];
  return {
    ...{ id: 'ledger', count: writes, usd: writes * PRICES.tableWrite + reads * PRICES.tableRead },
    say: both('Writes to the ledger of mails (DynamoDB)', '邮件台账写入次数（DynamoDB）'),
  };
}

/** Each is read before he is written. */
const customersTable = ({ changes }: RunVolume): CostLine => ({
  ...{ id: 'customers', count: changes },
  usd: changes * (UNITS_A_CUSTOMER * PRICES.tableWrite + PRICES.tableRead),
  say: both('Customers written (DynamoDB)', '写入的客户数（DynamoDB）'),
});

const computing = (compute: Compute): CostLine => ({
  ...{ id: 'compute', count: Math.ceil(compute.seconds), usd: dollarsOf(compute) },
  say: both('Seconds of computing (Lambda), estimated', '计算时间，秒（Lambda，估算）'),
});

/** What Lambda asks for it. */
export const dollarsOf = ({ calls, gigabyteSeconds }: Compute): number =>
  gigabyteSeconds * PRICES.gigabyteSecond + calls * PRICES.invocation;

const BYTES_A_GIGABYTE = 1e9;
const BYTES_A_TERABYTE = 1e12;

function scanned(volume: RunVolume): CostLine {
  const bytes = scannedBytes(volume);
  return {
    ...{ id: 'scanned', count: Math.ceil(bytes / BYTES_A_GIGABYTE) },
    usd: (bytes / BYTES_A_TERABYTE) * PRICES.scannedTerabyte,
    say: both('GB scanned (Athena), estimated', '扫描数据量，GB（Athena，估算）'),
  };
}

/** States of the three machines of a run without parts. */
const STATES = 40;
/** A child of a map begins and does its step. */
const STATES_A_CHILD = 2;
/** Plan, compose, apply, what other systems are told, and the last look at the ledger. */
const MAPS = 5;
/** Measure asks, it is seen what for, and Athena answers. */
const STATES_A_QUERY = 3;

/** How many states the machines of a run pass. */
export const transitionsOf = ({ parts, days, engine }: RunVolume): number =>
  STATES +
  parts * STATES_A_CHILD * (MAPS + days) +
  (engine === 'athena' ? ATHENA.queries * STATES_A_QUERY + parts * STATES_A_CHILD : 0);

function transitions(volume: RunVolume): CostLine {
  const count = transitionsOf(volume);
  return {
    ...{ id: 'transitions', count, usd: count * PRICES.transition },
    say: both('Steps of the machines (Step Functions), estimated', '流程步骤数（Step Functions，估算）'),
  };
}

/** Objects of a run without parts, and of a part; what is read of each. */
const OBJECTS = 30;
const OBJECTS_A_PART = 18;
const READS_AN_OBJECT = 4;

function objects({ parts, days }: RunVolume): CostLine {
  const writes = OBJECTS + parts * (OBJECTS_A_PART + 2 * days);
  const usd = writes * (PRICES.objectWrite + READS_AN_OBJECT * PRICES.objectRead + PRICES.objectEvent);
  return {
    ...{ id: 'objects', count: writes, usd },
    say: both('Files written (S3), estimated', '写入的文件数（S3，估算）'),
  };
}

/** SES tells twice that a mail went out, and once that it arrived and was opened; three of them come by the topic. */
const EVENTS_A_MAIL = 4;
const MESSAGES_A_MAIL = 3;
/** A twentieth of a second of a small function. */
const GIGABYTE_SECONDS_AN_EVENT = 0.05 * 0.5;

function events({ due }: RunVolume): CostLine {
  const count = due * EVENTS_A_MAIL;
  const one = PRICES.invocation + GIGABYTE_SECONDS_AN_EVENT * PRICES.gigabyteSecond;
  return {
    ...{ id: 'events', count, usd: count * one + due * MESSAGES_A_MAIL * PRICES.topicMessage },
    say: both('News of mails (SNS, Lambda), estimated', '邮件状态通知（SNS、Lambda，估算）'),
  };
}

const told = (volume: RunVolume): CostLine => ({
  ...{ id: 'told', count: volume.told, usd: volume.told * PRICES.customEvent },
  say: both(
    'Changes of tier told to other systems (EventBridge)',
    '发往其他系统的等级变动事件（EventBridge）',
  ),
});
