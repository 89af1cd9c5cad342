import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const PlaceSchema = z.object({
  state: z.string(),
  input: z.json(),
  variables: z.record(z.string(), z.json()),
});

/** One execution as it lies on disk. While it runs, `place` says where it goes on. Times are of the real clock. */
const ExecutionSchema = z.object({
  machine: z.string(),
  name: z.string(),
  status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED']),
  input: z.json(),
  startedAt: z.string(),
  stoppedAt: z.string().optional(),
  place: PlaceSchema,
  output: z.json().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
});
export type Execution = z.infer<typeof ExecutionSchema>;

/** What Step Functions allows in a name, less what a file system minds. */
export const isExecutionName = (name: string): boolean =>
  /^[\w+!@().=-]{1,80}$/.test(name) && !/^\.+$/.test(name);

export type ExecutionFiles = ReturnType<typeof openExecutionFiles>;

/** Executions in files, one each; a file is always whole, whenever the process dies. */
export function openExecutionFiles(dir: string) {
  return {
    save(execution: Execution): void {
      const folder = join(dir, execution.machine);
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `${execution.name}.json`);
      writeFileSync(`${path}.new`, JSON.stringify(execution));
      renameSync(`${path}.new`, path);
    },
    all(): Execution[] {
      mkdirSync(dir, { recursive: true });
      return readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.json'))
        .map((path) => ExecutionSchema.parse(JSON.parse(readFileSync(join(dir, path), 'utf8'))));
    },
  };
}
