import {
  type AnnounceCounts,
  type ApplyCounts,
  ApplyCountsSchema,
  type Inventory,
  InventorySchema,
  type Model,
  ModelSchema,
  type OutcomeLine,
  OutcomeLineSchema,
  OverridesSchema,
  PlanCountsSchema,
  type PlanNotes,
  PlanNotesSchema,
  type Review,
  ReviewSchema,
  type SendCounts,
  SendCountsSchema,
} from '../contract/artifacts.ts';
import { type Effect, EffectSchema } from '../contract/effect.ts';
import { runKeys as keys, usedIn } from '../contract/keys.ts';
import { type Mail, MailSchema, type OutboxMail, OutboxMailSchema } from '../contract/mails.ts';
import { MeasureCountsSchema } from '../contract/measure-counts.ts';
import { PlannedChangeSchema, ReceiptSchema } from '../contract/plan.ts';
import {
  type ComposeCounts,
  ComposeCountsSchema,
  type Preflight,
  PreflightSchema,
} from '../contract/preflight.ts';
import { type FrozenTemplates, FrozenTemplatesSchema } from '../contract/templates.ts';
import { type Used, UsedSchema } from '../contract/used.ts';
import type { Override } from '../domain/override.ts';
import { PolicySchema } from '../domain/policy/schema.ts';
import { STATE_VERSION } from '../domain/version.ts';
import type { Bucket } from './bucket.ts';
import { getJson, getLines, getParts, putJson } from './lines.ts';

/** Small objects that are read side by side: a run of many parts has thousands. */
const AT_ONCE = 32;

/** The run folder in the lake, where steps meet: every artifact by its name, parsed. */
export function openRunFolder(lake: Bucket) {
  return {
    inventory: (runId: string): Promise<Inventory> => getJson(lake, keys.inventory(runId), InventorySchema),
    /** Whether the folder of a run is still there. */
    isKept: async (runId: string) => (await lake.head(keys.inventory(runId))) !== undefined,
    policy: (runId: string) => getJson(lake, keys.policy(runId), PolicySchema),
    model: (runId: string): Promise<Model> => getJson(lake, keys.model(runId), ModelSchema),
    measured: (runId: string) => getJson(lake, keys.counts(runId, 'measure', 0), MeasureCountsSchema),
    planned: (runId: string, parts: number) =>
      getParts(lake, parts, (part) => keys.counts(runId, 'plan', part), PlanCountsSchema),
    applied: (runId: string, parts: number): Promise<ApplyCounts[]> =>
      getParts(lake, parts, (part) => keys.counts(runId, 'apply', part), ApplyCountsSchema),
    noteApplied: (runId: string, part: number, counts: ApplyCounts) =>
      putJson(lake, keys.counts(runId, 'apply', part), counts),
    noteAnnounced: (runId: string, part: number, counts: AnnounceCounts) =>
      putJson(lake, keys.counts(runId, 'announce', part), counts),
    /** Of a plan that an earlier program made there are none. */
    async planNotes(runId: string, parts: number): Promise<PlanNotes[]> {
      const texts = await Promise.all(
        Array.from({ length: parts }, (_, part) => lake.get(keys.planNotes(runId, part))),
      );
      return texts.flatMap((text) => (text ? PlanNotesSchema.parse(JSON.parse(text.toString('utf8'))) : []));
    },
    /** Manual tiers in force; none of a run that an earlier program began. */
    async overrides(runId: string): Promise<Override[]> {
      const text = await lake.get(keys.overrides(runId));
      return text ? OverridesSchema.parse(JSON.parse(text.toString('utf8'))).overrides : [];
    },
    review: (runId: string): Promise<Review> => getJson(lake, keys.review(runId), ReviewSchema),
    /** Of a run that may not have been reviewed yet. */
    async reviewSoFar(runId: string): Promise<Review | undefined> {
      const text = await lake.get(keys.review(runId));
      return text && ReviewSchema.parse(JSON.parse(text.toString('utf8')));
    },
    writeReview: (review: Review) =>
      putJson(lake, keys.review(review.runId), { ...review, version: STATE_VERSION }),
    receipts: (runId: string, part: number) => getLines(lake, keys.receipts(runId, part), ReceiptSchema),
    changes: (runId: string, part: number) => getLines(lake, keys.changes(runId, part), PlannedChangeSchema),
    mails: (runId: string, part: number): Promise<Mail[]> =>
      getLines(lake, keys.mails(runId, part), MailSchema),
    templates: (runId: string): Promise<FrozenTemplates> =>
      getJson(lake, keys.templates(runId), FrozenTemplatesSchema),
    /** The mails made ready to be sent; undefined as long as they are not, and in runs of an earlier program. */
    async outbox(runId: string, part: number): Promise<OutboxMail[] | undefined> {
      const key = keys.outbox(runId, part);
      return (await lake.head(key)) ? getLines(lake, key, OutboxMailSchema) : undefined;
    },
    /** What making the mails ready counted. */
    composed: (runId: string, parts: number): Promise<ComposeCounts[]> =>
      getParts(lake, parts, (part) => keys.counts(runId, 'compose', part), ComposeCountsSchema),
    /** What every call took that was noted; of a run that an earlier program made there is none. */
    async used(runId: string): Promise<Used[]> {
      const noted = await lake.list(usedIn(runId));
      const found: Used[] = [];
      for (let i = 0; i < noted.length; i += AT_ONCE) {
        const some = noted.slice(i, i + AT_ONCE).map((key) => getJson(lake, key, UsedSchema));
        found.push(...(await Promise.all(some)));
      }
      return found;
    },
    async preflight(runId: string): Promise<Preflight | undefined> {
      const text = await lake.get(keys.preflight(runId));
      return text && PreflightSchema.parse(JSON.parse(text.toString('utf8')));
    },
    /** What the run found of earlier mail's effect; null where it could not. */
    async effect(runId: string): Promise<Effect | null> {
      const text = await lake.get(keys.effect(runId));
      return text ? EffectSchema.parse(JSON.parse(text.toString('utf8'))) : null;
    },
    /** The send counts of the parts that the sender has been at. */
    async sendCounts(runId: string, parts: number): Promise<SendCounts[]> {
      const texts = await Promise.all(
        Array.from({ length: parts }, (_, part) => lake.get(keys.counts(runId, 'send', part))),
      );
      return texts.flatMap((text) => (text ? SendCountsSchema.parse(JSON.parse(text.toString('utf8'))) : []));
    },
    /** By the ledger, if the sender has been at it. */
    async sentOutcomes(runId: string, part: number): Promise<OutcomeLine[] | undefined> {
      const key = keys.outcomes(runId, part);
      return (await lake.head(key)) ? getLines(lake, key, OutcomeLineSchema) : undefined;
    },
  };
}
