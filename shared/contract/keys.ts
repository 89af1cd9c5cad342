/** Where everything lies in the lake and the results bucket. Part numbers start at 0; at most 1,000 parts. */

const partName = (part: number, extension: string): string =>
  `part-${String(part).padStart(4, '0')}.${extension}`;

export const lakeKeys = {
  /** Of one reading of an upload; where two readings at once differ, the committed item says which one counts. */
  rows: (kind: string, contentId: string) => `lake/${kind}/${contentId}.parquet`,
  /** The rows of several readings of one kind; its name comes after those of all single ones and of all older packs. */
  pack: (kind: string, seq: number, digest: string) =>
    `lake/${kind}/pack-${String(seq).padStart(6, '0')}-${digest}.parquet`,
  /** Commit marker of an intake; its creation wakes the grading machine. */
  intake: (intakeId: string) => `intakes/${intakeId}.json`,
  /** Its creation wakes the grading machine too; put by release and by a stale apply. */
  wake: (name: string) => `wakes/${name}.json`,
  policy: (hash: string) => `policies/${hash}.yaml`,
  /** One version of an uploaded mail template, by its digest. */
  template: (digest: string) => `templates/${digest}.json`,
  /** One list of offer codes, by its digest. */
  offers: (digest: string) => `offers/${digest}.json`,
  /** Whom an erasure under way is about; gone with it. */
  erasure: (id: string) => `erasures/${id}.json`,
};

/** The folder of what the calls of a run took. */
export const usedIn = (runId: string): string => `runs/${runId}/used/`;

/** What rows of exports are called in the lake, and how a pack is told from a reading of its own. */
export const lakeNames = {
  rows: lakeKeys.rows,
  /** The place of a pack among all packs; undefined where a key is none of a pack. */
  packSeq(key: string): number | undefined {
    const seq = /\/pack-(\d{6})-[^/]*$/.exec(key)?.[1];
    return seq === undefined ? undefined : Number(seq);
  },
};

export const runKeys = {
  inventory: (runId: string) => `runs/${runId}/inventory.json`,
  policy: (runId: string) => `runs/${runId}/policy.json`,
  model: (runId: string) => `runs/${runId}/model.json`,
  features: (runId: string, part: number) => `runs/${runId}/features/${partName(part, 'parquet')}`,
  receipts: (runId: string, part: number) => `runs/${runId}/plan/${partName(part, 'jsonl.gz')}`,
  changes: (runId: string, part: number) => `runs/${runId}/changes/${partName(part, 'jsonl.gz')}`,
  mails: (runId: string, part: number) => `runs/${runId}/mails/${partName(part, 'jsonl.gz')}`,
  outcomes: (runId: string, part: number) => `runs/${runId}/outcomes/${partName(part, 'jsonl.gz')}`,
  held: (runId: string, part: number) => `runs/${runId}/held/${partName(part, 'parquet')}`,
  /** The mails made ready to be sent. */
  outbox: (runId: string, part: number) => `runs/${runId}/outbox/${partName(part, 'jsonl.gz')}`,
  counts: (
    runId: string,
    step: 'measure' | 'plan' | 'compose' | 'apply' | 'announce' | 'send',
    part: number,
  ) => `runs/${runId}/counts/${step}/${partName(part, 'json')}`,
  /** What one call of a step took, by the call's request. */
  used: (runId: string, step: string, request: string) => `${usedIn(runId)}${step}/${request}.json`,
  planNotes: (runId: string, part: number) => `runs/${runId}/notes/plan/${partName(part, 'json')}`,
  review: (runId: string) => `runs/${runId}/review.json`,
  /** The items of the customers table as they stood before the run wrote them. */
  before: (runId: string, part: number) => `runs/${runId}/before/${partName(part, 'jsonl.gz')}`,
  /** Of a roll-back: what it puts back. */
  undone: (runId: string) => `runs/${runId}/undone.json`,
  /** What everybody bought on each day that the effect of mail is reckoned from. */
  purchases: (runId: string) => `runs/${runId}/purchases.parquet`,
  /** What the run found of the campaigns' effects. */
  effect: (runId: string) => `runs/${runId}/effect.json`,
  /** The mail templates of the run's campaigns. */
  templates: (runId: string) => `runs/${runId}/templates.json`,
  preflight: (runId: string) => `runs/${runId}/preflight.json`,
  /** Manual tiers in force. */
  overrides: (runId: string) => `runs/${runId}/overrides.json`,
  /** What became of the statements of each export. */
  statements: (runId: string) => `runs/${runId}/statements.json`,
};

/** What Athena and measure tell each other while a run is measured; nothing reads it afterwards, and it expires. */
export const athenaKeys = {
  /** Which queries were asked, and what became of them. */
  asked: (runId: string) => `athena/${runId}/asked.json`,
  /** The folder that one attempt of a query writes to; empty before it. */
  answered: (runId: string, number: number, attempt: number) => `athena/${runId}/${number}-${attempt}/`,
  /** The list of the objects that are the rows of a table. */
  symlinks: (runId: string, table: string) => `athena/${runId}/symlinks/${table}/manifest`,
  /** How many rows a part of the features has that was put together of Athena's files. */
  collected: (runId: string, part: number) => `athena/${runId}/collected/${partName(part, 'json')}`,
};

export const resultKeys = {
  answer: (intakeId: string) => `answers/${intakeId}/answer.json`,
  rejects: (intakeId: string) => `answers/${intakeId}/rejects.csv`,
  /** `requestKey` is the request's own key, `requests/<id>.json`. */
  requestAnswer: (requestKey: string) => `answers/${requestKey}`,
  report: (runId: string, file: string) => `reports/${runId}/${file}`,
  /** News of a period that waits for exports. */
  waiting: (period: string) => `reports/period-${period}/waiting.json`,
  /** News of campaigns that came to rest, the last of them at this instant; `pauses` is the digest of which and when. */
  resting: (runId: string, at: string, pauses: string) =>
    `reports/${runId}/resting-${at.replaceAll(/[:.]/g, '-')}-${pauses}.json`,
  tiers: (runId: string) => `tiers/${runId}/tiers.csv`,
  /** Tiers as another system imports them. */
  tierFile: (runId: string, system: string) => `tiers/${runId}/${system}.csv`,
  /** All that is held of one person; expires after a week. */
  person: (id: string) => `exports/${id}.json`,
};

const MAPPING = '.mapping.yaml';

/** In the uploads bucket a mapping lies beside the file that it is for. */
export const uploadKeys = {
  mapping: (key: string) => `${key}${MAPPING}`,
  /** The file that a mapping is for; `undefined` for any other key. */
  mapped: (key: string) => (key.endsWith(MAPPING) ? key.slice(0, -MAPPING.length) : undefined),
};
