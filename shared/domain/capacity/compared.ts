import { z } from 'zod';
import { BilingualSchema, both } from '../bilingual.ts';
import { computeOf } from '../cost/compute.ts';
import type { RunVolume } from '../cost/volume.ts';
import { USUAL } from './machine.ts';
import { scannedBytes, stepsOf } from './steps.ts';
import { STEP_WORDS } from './words.ts';

/** Steps whose calls are noted beside the run's counts. The report cannot count itself, and the sender has no time for it. */
export const STEPS_NOTED = [
  ...(['measure', 'collect', 'calibrate', 'plan', 'compose'] as const),
  ...(['preflight', 'effect', 'apply', 'announce'] as const),
] as const;
export type NotedStep = (typeof STEPS_NOTED)[number];

/** What the model foresaw of something, and what the run really used of it, both in `unit`. */
export const ComparedSchema = z.object({
  id: z.string(),
  say: BilingualSchema,
  unit: z.enum(['seconds', 'gigabyteSeconds', 'count', 'megabytes']),
  foreseen: z.number(),
  used: z.number(),
});
export type Compared = z.infer<typeof ComparedSchema>;

/** What a run was counted to have used. */
export interface UsedUp {
  calls: readonly { step: NotedStep; ms: number; memoryMb: number; scannedBytes?: number | undefined }[];
  /** Customers written. */
  written: number;
  /** Mails that SES accepted; undefined as long as some may still go out. */
  sent?: number | undefined;
}

/** The model against the run, line by line; nothing where no call was noted, as in runs of an earlier program. */
export function comparedOf(volume: RunVolume, { calls, written, sent }: UsedUp): Compared[] {
  if (calls.length === 0) return [];
  const counted = [countOf('written', volume.changes, written), countOf('sent', volume.due, sent)].flat();
  const seconds = STEPS_NOTED.flatMap((step) => secondsOf(step, volume, calls));
  return [...seconds, computingOf(volume, calls), ...scans(volume, calls), ...counted];
}

const COUNTED = {
  written: both('customers written', '写入的客户'),
  sent: both('mails sent', '已发送的邮件'),
};

const countOf = (id: keyof typeof COUNTED, foreseen: number, used: number | undefined): Compared[] =>
  used === undefined ? [] : [{ id, say: COUNTED[id], unit: 'count', foreseen, used }];

function secondsOf(step: NotedStep, volume: RunVolume, calls: UsedUp['calls']): Compared[] {
  const of = calls.filter((call) => call.step === step);
  if (of.length === 0) return [];
  const foreseen = stepsOf(volume, USUAL).find((work) => work.step === step)?.seconds ?? 0;
  const used = of.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  return [{ ...{ id: step, unit: 'seconds', foreseen, used }, say: STEP_WORDS[step] }];
}

const MB_PER_GB = 1024;

/** All calls of these steps together, as Lambda asks for them. */
function computingOf(volume: RunVolume, calls: UsedUp['calls']): Compared {
  const steps = new Set<string>(calls.map(({ step }) => step));
  const foreseen = computeOf(stepsOf(volume, USUAL).filter(({ step }) => steps.has(step))).gigabyteSeconds;
  const used = calls.reduce((sum, { ms, memoryMb }) => sum + (ms / 1000) * (memoryMb / MB_PER_GB), 0);
  return {
    ...{ id: 'computing', unit: 'gigabyteSeconds', foreseen, used },
    say: both('all these steps (GB-seconds)', '以上步骤合计（GB-秒）'),
  };
}

const BYTES_A_MEGABYTE = 1e6;

function scans(volume: RunVolume, calls: UsedUp['calls']): Compared[] {
  if (volume.engine === 'duckdb') return [];
  const used = calls.reduce((sum, call) => sum + (call.scannedBytes ?? 0), 0) / BYTES_A_MEGABYTE;
  const foreseen = scannedBytes(volume) / BYTES_A_MEGABYTE;
  return [
    {
      ...{ id: 'scanned', unit: 'megabytes', foreseen, used },
      say: both('scanned by Athena (MB)', 'Athena 扫描的数据量（MB）'),
    },
  ];
}

/** So many times as much, or as little, is worth a word. */
const FAR = 2;

/** What was used more than twice as much as foreseen, and what less than half. */
export const farOff = (compared: readonly Compared[]): { more: Compared[]; less: Compared[] } => ({
  more: compared.filter(({ foreseen, used }) => used > FAR * foreseen),
  less: compared.filter(({ foreseen, used }) => FAR * used < foreseen),
});
