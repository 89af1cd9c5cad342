import type { Policy } from '../domain/policy/schema.ts';
import { type ExportRead, readExport } from './read-export.ts';
import { scratch } from './scratch.ts';

const MEMORY_MB = 500;
const PROBLEMS = 1000;
const SAMPLE = 20;

/** A dry run of intake on a local file: what would be taken in, and what not. Keeps nothing. */
export const inspectFile = (
  path: string,
  policy: Policy,
  now: string,
  hint: 'orders' | 'customers' = 'orders',
): Promise<ExportRead> =>
  scratch((dir) =>
    readExport(
      { path, hint, uploadedAt: now, policy },
      { intakeId: 'inspect', dir, memoryMb: MEMORY_MB, problems: PROBLEMS, sample: SAMPLE },
    ),
  );
