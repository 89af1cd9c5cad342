import { resultKeys } from '../../shared/contract/keys.ts';
import type { PlanPage } from '../../shared/contract/plan-page.ts';
import type { Report } from '../../shared/contract/report.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type Bilingual, both, type Language } from '../../shared/domain/bilingual.ts';
import { costWords } from '../../shared/domain/cost/words.ts';
import { inWords } from '../../shared/domain/mail/letter.ts';
import { momentIn } from '../../shared/domain/moment.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { periodInWords } from '../../shared/domain/report/period.ts';
import { CHANGES } from '../../shared/domain/report/words.ts';
import { number } from './sums.ts';

type Shop = Policy['shop'];
type Words = Record<string, string>;

/** What every mail about a run names. */
export function runVariables(run: Run, { shop, timeZone }: Pick<Policy, 'shop' | 'timeZone'>): Words {
  const { language } = shop;
  return {
    shop: shop.name[language],
    runId: run.runId,
    asOf: inWords(run.asOf, language),
    period: periodInWords(run.period)[language],
    until: run.expiresAt === undefined ? '' : momentIn(run.expiresAt, timeZone, language),
  };
}

/** Lists hold one line each; empty means that there is nothing to say. */
export function planVariables(plan: PlanPage, { language }: Pick<Shop, 'language'>): Words {
  const say = (all: readonly Bilingual[]) => lines(all.map((text) => text[language]));
  const { cost, anomalies, why } = plan;
  return {
    why: say(why),
    // What it waits for is said already.
    anomalies: say(anomalies.map((each) => each.say).filter(({ en }) => !why.some((said) => said.en === en))),
    moves: lines(movesOf(plan.moves, language)),
    mails: say(plannedMails(plan)),
    cost: cost === null ? '' : costWords(cost)[language],
  };
}

function plannedMails({ mails, campaigns }: PlanPage): Bilingual[] {
  const { due, heldOut, skipped, already, days, problems } = mails;
  const [first, last] = [days[0]?.date, days.at(-1)?.date];
  const spread =
    first && last && days.length > 1
      ? both(` from ${first} to ${last}`, `（${first} 至 ${last}）`)
      : both('', '');
  const done =
    already === 0
      ? both('', '')
      : both(`, ${number(already)} done by an earlier run`, `，此前已处理 ${number(already)} 封`);
  const all = both(
    `${number(due)} to go out${spread.en}, ${number(heldOut)} held out to compare with, ${number(skipped)} not to be mailed${done.en}`,
    `将发送 ${number(due)} 封${spread['zh-CN']}，${number(heldOut)} 位留作对照，${number(skipped)} 位不发${done['zh-CN']}`,
  );
  const each = campaigns.map(({ campaignId, name, due: mailed }) => {
    const named = name ?? both(campaignId, campaignId);
    return both(`${named.en}: ${number(mailed)}`, `${named['zh-CN']}：${number(mailed)} 封`);
  });
  return [all, ...each, ...problems.map(({ say }) => say)];
}

/** `results` names the bucket where the lists of people lie. */
export function reportVariables(
  { run, tiers, moves, mails }: Report,
  { language }: Pick<Shop, 'language'>,
  results: string,
): Words {
  const changed = tiers.map(
    ({ name, before, after }) => `${name[language]} ${number(before)} → ${number(after)}`,
  );
  return {
    tiers: lines(changed),
    moves: lines(movesOf(moves, language)),
    mails: mails.length === 0 ? '' : mailsSentence(mails)[language],
    people: `${results}/${resultKeys.tiers(run.runId)}`,
  };
}

function mailsSentence(mails: Report['mails']): Bilingual {
  const countOf = (...outcomes: string[]): string =>
    number(
      mails.filter(({ outcome }) => outcomes.includes(outcome)).reduce((sum, { count }) => sum + count, 0),
    );
  const [sent, waiting, heldOut] = [countOf('sent'), countOf('pending'), countOf('heldOut')];
  const others = countOf('suppressed', 'capped', 'cancelled', 'refused', 'unknown');
  return both(
    `${waiting} to go out, ${sent} sent, ${heldOut} held out to compare with, ${others} not mailed`,
    `待发送 ${waiting} 封，已发送 ${sent} 封，${heldOut} 位留作对照，${others} 位不发`,
  );
}

/** How many moved, by the way they went; who stayed is no news. */
function movesOf(moves: readonly { change: string; count: number }[], language: Language): string[] {
  const sums = new Map<string, number>();
  for (const { change, count } of moves) sums.set(change, (sums.get(change) ?? 0) + count);
  return [...sums]
    .filter(([change, count]) => change !== 'same' && count > 0)
    .map(([change, count]) => {
      const word = CHANGES[change]?.[language] ?? change;
      return both(`${number(count)} ${word}`, `${word} ${number(count)} 人`)[language];
    });
}

const lines = (all: readonly string[]): string =>
  all.map((one) => one.replace(/\s+/g, ' ').trim()).join('\n');
