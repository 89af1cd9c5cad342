import { runKeys } from '../../shared/contract/keys.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { costOf } from '../../shared/domain/mail/cost.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, dateLiteral, integerLiteral } from '../../shared/sql/bind.ts';
import type { Bench, EffectDependencies } from './dependencies.ts';

const DRAWN = `run INTEGER, day DATE, campaign UBIGINT, rule VARCHAR, tier VARCHAR, customer UBIGINT, mailbox UBIGINT,
  arm VARCHAR, sent BOOLEAN, mail_cost BIGINT, code_cost BIGINT`;

const fieldsOf = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'VARCHAR']));
const OUTBOX = fieldsOf('campaignId', 'rule', 'tier', 'customerId', 'mailbox', 'address', 'skip', 'heldOut');
const OUTCOMES = fieldsOf('customerId', 'campaign', 'outcome');
const COSTS = { rule: 'VARCHAR', mail_cost: 'BIGINT', code_cost: 'BIGINT' } as const;

/** Lays out `drawn`: of these runs everybody who was to be mailed or held out. Answers the runs that tell of it. */
export async function layDraws(bench: Bench, deps: EffectDependencies, runs: readonly Run[]): Promise<Run[]> {
  await bench.run(`CREATE TABLE drawn (${DRAWN})`);
  const told: Run[] = [];
  for (const run of runs) {
    const outbox = await keysThere(deps, run, runKeys.outbox);
    if (outbox.length === 0) continue;
    await bench.fetchLines('outbox', OUTBOX, outbox);
    await bench.fetchLines('outcomes', OUTCOMES, await keysThere(deps, run, runKeys.outcomes));
    await bench.load('costs', COSTS, costsOf(await deps.policy(run.runId)));
    const place = { run: integerLiteral(run.runSeq), day: dateLiteral(run.asOf) };
    await bench.run(`INSERT INTO drawn ${bind(deps.sql('drawn'), place)}`);
    for (const table of ['outbox', 'outcomes', 'costs']) await bench.run(`DROP TABLE ${table}`);
    told.push(run);
  }
  return told;
}

/** A run of an earlier program has no outbox, and parts that the sender has not been at have no outcomes. */
async function keysThere(
  { isThere }: EffectDependencies,
  { runId, parts }: Run,
  keyOf: (runId: string, part: number) => string,
): Promise<string[]> {
  const keys: string[] = [];
  for (let part = 0; part < parts; part += 1) {
    const key = keyOf(runId, part);
    if (await isThere(key)) keys.push(key);
  }
  return keys;
}

/** What one mail of each campaign cost and what its code did, in millionths of a major unit, by the policy of its run. */
const costsOf = ({ campaigns, mail }: Policy) =>
  campaigns.map(({ rule, offer }) => ({
    rule,
    mail_cost: costOf(undefined, mail),
    code_cost: costOf(offer, { costPerMail: '0' }),
  }));
