import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { intakeIdOf } from '../../shared/adapters/intake-store.ts';
import { scratch } from '../../shared/adapters/scratch.ts';
import { resultKeys } from '../../shared/contract/keys.ts';
import { type OverridesAnswer, OverridesAnswerSchema } from '../../shared/contract/overrides.ts';
import { both } from '../../shared/domain/bilingual.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../shared/domain/csv.ts';
import { OVERRIDE_COLUMNS } from '../../shared/domain/override-columns.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { Shop } from './batch.ts';
import { type CommonOptions, command } from './command.ts';
import { connect } from './connect.ts';
import { WRONG, wrongWords } from './help/wrong-words.ts';
import { noneLines, overrideLines, type Understood, understoodLines } from './override-lines.ts';
import { manualTierOf, personOf, tierWords } from './override-person.ts';
import type { Terminal } from './terminal.ts';

interface OverrideOptions extends CommonOptions {
  until?: string;
  why?: string;
  end?: boolean;
}

export const addOverride = (program: Command): void =>
  void command<OverrideOptions>(program, 'override <customer> [tier]', override)
    .option('--until <date>')
    .option('--why <text>')
    .option('--end')
    .hook('preAction', mustBeWhole);

/** Wrong words end with 2, as a missing argument does. */
function mustBeWhole(program: Command): void {
  const { until, why, end = false } = program.opts<OverrideOptions>();
  const tier = program.args[1];
  if (end && (tier ?? until) !== undefined) wrongWords(program, WRONG.endAlone);
  if (!end && (tier ?? '') === '') wrongWords(program, WRONG.tierMissing);
  if (!end && (until === undefined || why === undefined)) wrongWords(program, WRONG.untilAndWhy);
}

/** Writes a file of one line, as marketing would upload it, and ends with 1 where it is refused. */
async function override(terminal: Terminal, options: OverrideOptions, named = '', tier = ''): Promise<void> {
  const shop = await connect(options);
  const { until = '', why = '', end = false } = options;
  const customer = await personOf(shop, named);
  if (end && !(await manualTierOf(shop, customer)))
    return terminal.result({ customer, ended: false }, noneLines(customer, terminal));
  const answer = await answerTo(
    shop,
    BYTE_ORDER_MARK + csvLine(OVERRIDE_COLUMNS) + csvLine([customer, tier, until, why]),
  );
  if (answer.status === 'refused') process.exitCode = 1;
  const understood = answer.status === 'accepted' ? await understoodOf(shop, customer) : undefined;
  const lines = [...overrideLines(answer, terminal), ...understoodLines(customer, understood, terminal)];
  terminal.result({ customer, ...understood?.said, answer }, lines);
}

/** What the system now holds of him, in its own words. */
async function understoodOf(shop: Shop, customer: string): Promise<Understood | undefined> {
  const kept = await manualTierOf(shop, customer);
  if (!kept?.tier || !kept.until) return undefined;
  return { said: { tier: kept.tier, until: kept.until }, name: await tierWords(shop, kept.tier) };
}

/** Seconds to wait for the answer; the function starts within one. */
const PATIENCE = 60;
const LOOK_MS = 250;

async function answerTo({ uploads, results }: Shop, csv: string): Promise<OverridesAnswer> {
  const key = `overrides/${randomUUID()}.csv`;
  const versionId = await scratch(async (dir) => {
    const path = join(dir, 'override.csv');
    await writeFile(path, csv);
    return uploads.upload(path, key);
  });
  const answerKey = resultKeys.answer(intakeIdOf(uploads.name, key, versionId));
  for (let waited = 0; waited < PATIENCE * 1000; waited += LOOK_MS) {
    const body = await results.get(answerKey);
    if (body) return OverridesAnswerSchema.parse(JSON.parse(body.toString('utf8')));
    await sleep(LOOK_MS);
  }
  throw new Refusal(
    'E_NO_ANSWER',
    both(
      `It was written down, but not taken up within ${PATIENCE} seconds.`,
      `已提交，但 ${PATIENCE} 秒内未处理。`,
    ),
    both(
      `It lies in the uploads bucket as ${key} and is taken up when the system is; its answer will be ${answerKey} in the results bucket.`,
      `文件 ${key} 仍在上传存储桶中，系统恢复后会处理；回执会出现在结果存储桶的 ${answerKey}。`,
    ),
  );
}
