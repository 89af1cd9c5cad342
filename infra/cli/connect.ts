import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import { runningCloud } from '../local/guard.ts';
import { openShop, type Shop, ShopNamesSchema } from './batch.ts';

export interface ConnectOptions {
  state?: string;
}

/**
 * The shop that a command works on: in AWS when the environment names its buckets and table (the stacks' outputs),
 * else the local cloud that is up in `--state` or under `.tierwise/`.
 */
export async function connect({ state }: ConnectOptions): Promise<Shop> {
  const named = ShopNamesSchema.safeParse(process.env);
  if (named.success && state === undefined) return openShop(named.data);
  for (const dir of state === undefined ? foldersUnder('.tierwise') : [resolve(state)]) {
    const { environment, urls } = (await runningCloud(dir)) ?? {};
    if (!environment) continue;
    Object.assign(process.env, environment);
    return { ...openShop(ShopNamesSchema.parse(environment), urls?.s3), state: dir };
  }
  throw notUp();
}

const foldersUnder = (dir: string): string[] =>
  existsSync(dir) ? [dir, ...readdirSync(dir).map((name) => join(dir, name))] : [];

const notUp = (): Refusal =>
  new Refusal(
    'E_NO_CLOUD',
    both(
      'No local cloud is up, and the environment names no AWS one.',
      '本机系统没有运行，环境变量也没有指定 AWS 资源。',
    ),
    both(
      'Start one with `npm start`; if one is up in a folder of its own, name that folder with `--state DIR`; or set UPLOADS_BUCKET, LAKE_BUCKET, RESULTS_BUCKET and RUNS_TABLE from the stacks’ outputs.',
      '请用 `npm start` 启动；如果它运行在别的目录，请用 `--state 目录` 指明；或根据堆栈输出设置 UPLOADS_BUCKET、LAKE_BUCKET、RESULTS_BUCKET 和 RUNS_TABLE。',
    ),
  );
