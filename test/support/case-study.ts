import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadOnce } from '../../infra/cli/batch.ts';
import { type Model, ModelSchema } from '../../shared/contract/artifacts.ts';
import { resultKeys, runKeys } from '../../shared/contract/keys.ts';
import { type Report, ReportSchema } from '../../shared/contract/report.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { type TierChanged, TierChangedSchema } from '../../shared/contract/tier-changed.ts';
import { type Published, PublishedSchema } from '../../shared/domain/held.ts';
import { scratchFolder } from './cli.ts';
import { runningCloud } from './running-cloud.ts';

/**
 * What one customer must get. Mails: `rule: template`, or `rule: reason` where it was never to go out; several joined by
 * `; ` in the order of the rules' names; `none` = no rule means him.
 */
type Due = readonly [customer: string, tier: string, mails: string, why: string];

interface Stage {
  title: string;
  asOf: string;
  /** Texts by the name of the file; without any the run looks at what is there. */
  files?: Readonly<Record<string, string>>;
  /** Offer codes by the list that they are uploaded to, before everything else. */
  offers?: Readonly<Record<string, readonly string[]>>;
  /** A run between two periods instead of a periodic one. */
  between?: boolean;
  due: readonly Due[];
  /** Customers who are there beside those of `due`. */
  others?: number;
}

interface Looked {
  run: Run;
  report: Report;
  model: Model;
  /** Lines of tiers.csv by customer. */
  tiers: ReadonlyMap<string, Readonly<Record<string, string>>>;
  mails: ReadonlyMap<string, string>;
}

type Cloud = Awaited<ReturnType<typeof runningCloud>>;

export const presetText = (name: string): string =>
  readFileSync(new URL(`../../shared/presets/${name}.yaml`, import.meta.url), 'utf8');

/** Runs a shop by a preset through its stages, and asks of every customer whether he got what he is due. */
export function caseStudy(preset: string, stages: readonly Stage[], change = (text: string) => text) {
  const folder = scratchFolder();
  const looked: Looked[] = [];
  let here: Cloud | undefined;
  beforeAll(async () => {
    here = await runningCloud(folder.path('state'), stages[0]?.asOf ?? '');
    const policy = folder.write('policy.yaml', change(presetText(preset)));
    for (const [i, stage] of stages.entries()) {
      await putOffers(here, stage);
      const files = Object.entries(stage.files ?? {}).map(([name, text]) => folder.write(name, text));
      const run = stage.between
        ? await between(here, stage, files)
        : await here.quarter(files, stage.asOf, i === 0 ? policy : undefined);
      looked.push(await lookAt(here, run));
    }
  }, 180_000);
  afterAll(async () => {
    await here?.cloud.close();
    folder.remove();
  });
  const at = (i: number): Looked => {
    const found = looked[i];
    if (!found) throw new Error(`the run ${i} did not come to its end`);
    return found;
  };
  for (const [i, stage] of stages.entries()) describe(stage.title, () => asByHand(stage, () => at(i)));
  return {
    at,
    /** Tiers of a run as another system imports them. */
    async tierFile(i: number, name: string): Promise<string> {
      const body = await here?.shop.results.must(resultKeys.tierFile(at(i).run.runId, name));
      return body?.toString('utf8') ?? '';
    },
    /** What a reader of the event bus was told of a run, by customer. */
    told(i: number): TierChanged[] {
      const file = `${folder.path('state')}/buses/${here?.cloud.environment.EVENT_BUS}.jsonl`;
      const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
      const events = lines.map((line) => TierChangedSchema.parse(JSON.parse(line).detail));
      const ofRun = events.filter(({ runId }) => runId === at(i).run.runId);
      return ofRun.sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
    },
    async published(customerId: string): Promise<Published> {
      return PublishedSchema.parse(await here?.published(customerId));
    },
  };
}

function asByHand({ due, others = 0 }: Stage, looked: () => Looked): void {
  it.each(due)('%s is %s and gets %s: %s', (customer, tier, mails) => {
    const got = looked();
    expect({
      tier: got.tiers.get(customer)?.tier,
      mails: got.mails.get(customer) ?? 'none',
    }).toEqual({ tier, mails });
  });
  it('and there is nobody else', () => {
    expect(looked().tiers.size).toBe(due.length + others);
  });
}

async function putOffers({ shop, cloud }: Cloud, { offers = {} }: Stage): Promise<void> {
  for (const [list, codes] of Object.entries(offers))
    await shop.uploads.put(`offers/${list}.csv`, `code\n${codes.join('\n')}\n`, 'text/csv');
  await cloud.idle();
}

/** New exports in the middle of a period: nobody asks for a run, the upload itself starts it. */
async function between({ shop, cloud, clock }: Cloud, { asOf }: Stage, files: string[]): Promise<Run> {
  clock.goTo(`${asOf}T04:00:00.000Z`);
  cloud.releaseGrading();
  await cloud.idle();
  for (const file of files) await uploadOnce(shop, file);
  await cloud.idle();
  const run = (await shop.runs.runs()).at(-1);
  if (run?.mode !== 'onDemand' || run.asOf !== asOf) throw new Error('the upload started no run');
  return run;
}

async function lookAt({ shop, cloud, tiersCsv }: Cloud, run: Run): Promise<Looked> {
  const { runId } = run;
  const read = async (file: string) => (await shop.results.must(`reports/${runId}/${file}`)).toString('utf8');
  const model = (await shop.lake.must(runKeys.model(runId))).toString('utf8');
  await cloud.idle();
  return {
    run,
    report: ReportSchema.parse(JSON.parse(await read('report.json'))),
    model: ModelSchema.parse(JSON.parse(model)),
    tiers: new Map(rowsOf(await tiersCsv(runId)).map((row) => [row.customer_id ?? '', row])),
    mails: mailsOf(rowsOf(await read('mails.csv'))),
  };
}

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, bom: true });

function mailsOf(rows: readonly Record<string, string>[]): Map<string, string> {
  const lines = new Map<string, string[]>();
  for (const { customer_id: id = '', campaign, template, outcome, reason } of rows) {
    const what = outcome === 'sent' ? template : reason || outcome;
    lines.set(id, [...(lines.get(id) ?? []), `${campaign}: ${what}`]);
  }
  return new Map([...lines].map(([id, each]) => [id, each.sort().join('; ')]));
}
