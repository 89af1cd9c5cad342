import { both } from '../domain/bilingual.ts';
import { Refusal } from '../domain/refusal.ts';

/**
 * What a failure of DuckDB or of the disk means for whoever runs the shop: `E_ENGINE_MEMORY`, `E_TMP_FULL`,
 * `E_ENGINE_FATAL`, or `E_OUT_OF_TIME` where it was interrupted; any other error as it is. The engine's own words stay out, they may quote a row.
 */
export function engineFault(error: unknown, { memoryMb }: { memoryMb: number }): unknown {
  const said = error instanceof Error ? error.message : '';
  if (/^Out of Memory Error: failed to offload/.test(said) || isDiskFull(error)) return tmpFull();
  if (said.startsWith('Out of Memory Error')) return memoryFull(memoryMb);
  if (/^(INTERNAL|FATAL) Error/.test(said)) return engineFatal();
  if (said.startsWith('INTERRUPT Error')) return outOfTime();
  return error;
}

/** `E_TMP_FULL` for a disk that is full; any other error as it is. */
export const diskFault = (error: unknown): unknown => (isDiskFull(error) ? tmpFull() : error);

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'ENOSPC') ||
    /^IO Error: .*No space left on device/s.test(error.message));

const memoryFull = (memoryMb: number) =>
  new Refusal(
    'E_ENGINE_MEMORY',
    both(
      `DuckDB needed more than the ${memoryMb} MB that it may take, for something that cannot be laid on disk. Nothing was published.`,
      `DuckDB 所需内存超过允许的 ${memoryMb} MB，且这部分无法转存到磁盘。未发布任何内容。`,
    ),
    both(
      'Raise memoryMb in infra/config.ts and deploy; a run that is too large for it can be measured by Athena (run --engine athena).',
      '请在 infra/config.ts 中调高 memoryMb 并重新部署；数据量过大时，可改由 Athena 计算（run --engine athena）。',
    ),
  );

const tmpFull = () =>
  new Refusal(
    'E_TMP_FULL',
    both(
      'The disk for working files is full. They were removed, and nothing was published.',
      '存放临时文件的磁盘已满。临时文件已清除，未发布任何内容。',
    ),
    both(
      'On this computer free some space where TMPDIR points. In the cloud have the run measured by Athena (run --engine athena), or upload smaller files.',
      '在本机请为 TMPDIR 所在磁盘腾出空间；在云端可改由 Athena 计算（run --engine athena），或将文件拆小后上传。',
    ),
  );

/** The function ended its work itself, before it would have been killed without a word. */
export const outOfTime = () =>
  new Refusal(
    'E_OUT_OF_TIME',
    both(
      'The step took nearly all the time that a function has, 15 minutes, and stopped by itself. Nothing was published.',
      '该步骤几乎用完函数的运行时限（15 分钟），已自行停止。未发布任何内容。',
    ),
    both(
      'If it was measure: have the run measured by Athena (run --engine athena). If it was plan: lower customersPerPart in infra/config.ts. For any step raise memoryMb there, processors grow with it. Deploy, and start the run anew.',
      '若为 measure 步骤，可改由 Athena 计算（run --engine athena）；若为 plan 步骤，请在 infra/config.ts 中调低 customersPerPart；任何步骤都可调高 memoryMb，处理能力会随之增加。重新部署后，再次启动运行。',
    ),
  );

const engineFatal = () =>
  new Refusal(
    'E_ENGINE_FATAL',
    both(
      'DuckDB met a fault of its own and was thrown away. Nothing was published.',
      'DuckDB 内部出错，该实例已弃用。未发布任何内容。',
    ),
    both(
      'Try once more. If it fails again the data are at fault that came last: withdraw the newest export, and tell the maintainers.',
      '请重试一次。若再次失败，多半与最近上传的数据有关：请撤回最新的导出文件，并告知维护者。',
    ),
  );
