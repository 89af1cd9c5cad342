import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { openShop, type Shop, type ShopNames } from './batch.ts';

const NamesSchema = z.object({
  UPLOADS_BUCKET: z.string(),
  LAKE_BUCKET: z.string(),
  RESULTS_BUCKET: z.string(),
  RUNS_TABLE: z.string(),
});

/** What a running local cloud leaves in its state folder for other commands: its process and its environment. */
const RunningSchema = z.object({ pid: z.int(), environment: z.record(z.string(), z.string()) });

export interface ConnectOptions {
  state?: string;
}

/**
 * The shop that a command works on: in AWS when the environment names its buckets and table (the stacks' outputs),
 * else the local cloud that is up in `--state` or under `.tierwise/`.
 */
export function connect({ state }: ConnectOptions): Shop {
  const named = NamesSchema.safeParse(process.env);
  if (named.success && state === undefined) return openShop(named.data);
  const running = (state === undefined ? foldersUnder('.tierwise') : [resolve(state)]).flatMap(runningIn);
  const found = running[0];
  if (!found) throw notUp();
  Object.assign(process.env, found.environment);
  return openShop(NamesSchema.parse(found.environment) satisfies ShopNames);
}

const foldersUnder = (dir: string): string[] =>
  existsSync(dir) ? [dir, ...readdirSync(dir).map((name) => join(dir, name))] : [];

function runningIn(dir: string): z.infer<typeof RunningSchema>[] {
  const file = join(dir, 'running.json');
  if (!existsSync(file)) return [];
  const running = RunningSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return running.success && isAlive(running.data.pid) ? [running.data] : [];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const notUp = (): Refusal =>
  new Refusal(
    'E_NO_CLOUD',
    both(
      'No local cloud is up, and the environment names no AWS one.',
      '没有正在运行的本地云,环境变量也没有指定 AWS 资源。',
    ),
    both(
      'Start one with `npm start`, or set UPLOADS_BUCKET, LAKE_BUCKET, RESULTS_BUCKET and RUNS_TABLE from the stacks’ outputs.',
      '请用 `npm start` 启动,或根据堆栈输出设置 UPLOADS_BUCKET、LAKE_BUCKET、RESULTS_BUCKET 和 RUNS_TABLE。',
    ),
  );
