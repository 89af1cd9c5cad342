import { type Bilingual, both } from '../bilingual.ts';
import { counted } from '../report/html.ts';
import { LIMITS } from './limits.ts';
import type { Machine } from './machine.ts';
import type { Found, Met } from './met.ts';
import { ATHENA, DISK_BYTES_A_ROW, LAKE_BYTES_A_ROW, MAILS_BYTES, TIERS_BYTES } from './rates.ts';
import type { StepWork } from './steps.ts';
import { durationWords, STEP_WORDS } from './words.ts';

/** Steps that give back what they did not come to, and are called again for it. */
const GO_ON: readonly StepWork['step'][] = ['send', 'apply'];

/** Steps that are called once for each part; the others have to fit into one call. */
const SHARED_OUT: readonly StepWork['step'][] = ['plan', 'compose', 'announce', 'collect'];

export function lifetime({ step, longest }: StepWork): Met[] {
  if (longest <= LIMITS.functionSeconds || GO_ON.includes(step)) return [];
  const [takes, lives] = [durationWords(longest), durationWords(LIMITS.functionSeconds)];
  const { en, 'zh-CN': zh } = STEP_WORDS[step];
  const remedy = remedyOf(step);
  return [
    {
      ...{ id: `time ${step}`, stops: true },
      brief: both(`${en}: ${takes.en} in one call`, `${zh}：单次需 ${takes['zh-CN']}`),
      say: both(
        `${en} takes ${takes.en} in one call of a function that lives ${lives.en}: it does not end. ${remedy.en}`,
        `${zh}单次调用需要 ${takes['zh-CN']}，超过函数的最长时间 ${lives['zh-CN']}，无法完成。${remedy['zh-CN']}`,
      ),
    },
  ];
}

function remedyOf(step: StepWork['step']): Bilingual {
  if (step === 'intake') return both('Upload more and smaller files.', '请拆成更多、更小的文件上传。');
  if (step === 'measure') return both('Run with --engine athena.', '请使用 --engine athena 运行。');
  if (SHARED_OUT.includes(step))
    return both(
      'Make parts smaller, as long as there are fewer than a thousand.',
      '部分数不足一千时，请减小每一部分的客户数。',
    );
  return both(
    'Nothing that can be set helps: it is not cut into parts.',
    '该步骤不分部分执行，调整设置无法解决。',
  );
}

const BYTES_A_GB = 1e9;
const gigabytes = (bytes: number): string => counted(Math.ceil(bytes / BYTES_A_GB));

export function disk({ volume: { engine, rows } }: Found): Met[] {
  const bytes = rows * DISK_BYTES_A_ROW;
  if (engine !== 'duckdb' || bytes <= LIMITS.diskBytes) return [];
  const [needs, has] = [gigabytes(bytes), gigabytes(LIMITS.diskBytes)];
  return [
    {
      ...{ id: 'disk', stops: true },
      brief: both(`${needs} GB of disk`, `磁盘 ${needs} GB`),
      say: both(
        `DuckDB needs about ${needs} GB of disk, and a function has ${has}. Run with --engine athena.`,
        `DuckDB 约需 ${needs} GB 磁盘，而单个函数只有 ${has} GB。请使用 --engine athena 运行。`,
      ),
    },
  ];
}

export function files({ volume: { customers, mails } }: Found): Met[] {
  const longest = Math.max(customers * TIERS_BYTES, mails * MAILS_BYTES);
  if (longest <= LIMITS.objectBytes) return [];
  const [takes, needs] = [gigabytes(LIMITS.objectBytes), gigabytes(longest)];
  return [
    {
      ...{ id: 'file', stops: true },
      brief: both('the report’s files are too long', '报告文件过大'),
      say: both(
        `S3 takes a file of ${takes} GB in one piece, and tiers.csv or mails.csv would have ${needs}: the report is not written.`,
        `S3 单次最多接收 ${takes} GB 的文件，而 tiers.csv 或 mails.csv 约为 ${needs} GB，报告无法写出。`,
      ),
    },
  ];
}

export function scan({ volume: { engine, rows } }: Found, { scanLimitGb }: Machine): Met[] {
  const bytes = rows * LAKE_BYTES_A_ROW;
  if (engine !== 'athena' || bytes <= scanLimitGb * BYTES_A_GB) return [];
  return [
    {
      ...{ id: 'scan', stops: true },
      brief: both(`a query scans ${gigabytes(bytes)} GB`, `单条查询扫描 ${gigabytes(bytes)} GB`),
      say: both(
        `One pass over all orders scans up to ${gigabytes(bytes)} GB, and a query is ended at ${scanLimitGb}. Raise scanLimitGb.`,
        `读取一遍全部订单最多扫描 ${gigabytes(bytes)} GB，而单条查询到 ${scanLimitGb} GB 就会中止。请调高 scanLimitGb。`,
      ),
    },
  ];
}

export function history({ events }: Found): Met[] {
  if (events <= LIMITS.historyEvents) return [];
  const [has, most] = [counted(events), counted(LIMITS.historyEvents)];
  return [
    {
      ...{ id: 'history', stops: true },
      brief: both(`${has} events`, `${has} 个事件`),
      say: both(
        `The grading machine's history takes ${has} events, and ends at ${most} (${ATHENA.queries} queries).`,
        `评级流程的历史需要 ${has} 个事件，上限为 ${most} 个（${ATHENA.queries} 条查询）。`,
      ),
    },
  ];
}
