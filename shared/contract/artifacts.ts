import { z } from 'zod';
import { CriteriaSchema } from '../domain/criteria.ts';
import { LocalDateSchema } from '../domain/dates.ts';
import { EngineSchema } from '../domain/engine.ts';
import { CauseSchema, ChangeKindSchema, HeldSchema } from '../domain/held.ts';
import { LearntLifetimeSchema } from '../domain/learnt.ts';
import { OverrideSchema } from '../domain/override.ts';
import { StateVersionSchema } from '../domain/version.ts';
import { AnomalySchema } from './anomalies.ts';
import { CampaignFiguresSchema, WaitCauseSchema } from './campaigns.ts';
import { CostSchema, RunVolumeSchema } from './cost.ts';
import { ExportKindSchema } from './intake.ts';
import { MeasureCountsSchema } from './measure-counts.ts';
import { RunModeSchema, SnapshotSchema } from './runs.ts';

/**
 * Exactly which rows count in a run. `seq` ranks intakes by upload, 1 = oldest. Bytes that were uploaded again stand
 * here once, as their newest upload; the lake's rows carry `contentId`, the reading that they are of.
 */
export const InventorySchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  runSeq: z.int(),
  mode: RunModeSchema,
  asOf: LocalDateSchema,
  period: z.string(),
  engine: EngineSchema,
  policyHash: z.string(),
  /** ISO 4217 code that all amounts of the run are in. */
  currency: z.string(),
  intakes: z.array(
    z.object({
      intakeId: z.string(),
      contentId: z.string(),
      kind: ExportKindSchema,
      lakeKey: z.string(),
      seq: z.int(),
      /** Instant of the newest upload; it dates statements that carry no date of their own. */
      uploadedAt: z.string(),
      /** Rows that the lake holds of it. */
      rows: z.int(),
    }),
  ),
  base: SnapshotSchema.nullable(),
  /** Runs that began to apply after the base and never committed: whom they touched is written again. */
  uncommitted: z.array(z.object({ runId: z.string(), parts: z.int() })),
  /** A run that only shows what another policy would do: it is planned and never applied. */
  simulated: z.boolean().optional(),
  /** The run whose writes this one puts back; it grades nobody. */
  rollsBack: z.string().optional(),
});
export type Inventory = z.infer<typeof InventorySchema>;

/** What one run learnt from all customers. Edges by `edgesKey`, ascending, in the raw value's scale. */
export const ModelSchema = z.object({
  version: StateVersionSchema,
  calibratedBy: z.string(),
  asOf: LocalDateSchema,
  policyHash: z.string(),
  /** Customers with a counted order in the window. */
  population: z.int(),
  edges: z.record(z.string(), z.array(z.int())),
  /** Null where the policy asks for no model, or an earlier program learnt it. */
  lifetime: LearntLifetimeSchema.nullable().default(null),
  /** What the review of the criteria found; `[]` of an earlier program. */
  criteria: z.array(CriteriaSchema).default([]),
});
export type Model = z.infer<typeof ModelSchema>;

const CellSchema = z.union([z.int(), z.string()]).nullable();

const FactsSchema = z.object({
  firstOrderDate: LocalDateSchema.nullable(),
  lastOrderDate: LocalDateSchema.nullable(),
  lifetimeOrders: z.int(),
  lifetimeNet: z.int(),
  orderCount: z.int(),
  netAmount: z.int(),
  measured: z.record(z.string(), CellSchema).default({}),
});

/**
 * One row of `features/part-*.parquet`. `held` is JSON. Not `present`: held, but in no export any more. `measured` are
 * the columns `x_<name>` of `measuredColumns`; `quiet` are the columns with `q_` before their name, where `q_known`.
 */
export const FeatureRowSchema = FactsSchema.extend({
  customerId: z.string(),
  present: z.boolean(),
  quiet: FactsSchema.nullable().default(null),
  email: z.string().nullable(),
  name: z.string().nullable(),
  language: z.string().nullable(),
  consent: z.boolean().nullable(),
  consentOn: LocalDateSchema.nullable(),
  /** Content id of the export that holds the newest statement. */
  consentSource: z.string().nullable(),
  held: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : HeldSchema.parse(JSON.parse(text)))),
});
export type FeatureRow = z.infer<typeof FeatureRowSchema>;

/** `overrides.json`: the manual tiers that are in force on the run's date, frozen with the inventory. */
export const OverridesSchema = z.object({ version: StateVersionSchema, overrides: z.array(OverrideSchema) });
export type Overrides = z.infer<typeof OverridesSchema>;

/**
 * Of each export of the inventory: rows = current + replaced. `changed` are replaced rows that said something else about
 * money, status or customer than the row that counts now; `moved` are those of another customer. Newer statements
 * replace rows of orders exports alone.
 */
export const StatementsSchema = z.object({
  version: StateVersionSchema,
  exports: z.array(
    z.object({
      intakeId: z.string(),
      rows: z.int(),
      current: z.int(),
      replaced: z.int(),
      changed: z.int(),
      moved: z.int(),
      /** By which exports, oldest first. */
      replacedBy: z.array(z.object({ intakeId: z.string(), rows: z.int() })),
    }),
  ),
});
export type Statements = z.infer<typeof StatementsSchema>;
export type ExportStatements = Statements['exports'][number];

export const PlanCountsSchema = z.object({
  features: z.int(),
  receipts: z.int(),
  joined: z.int(),
  promoted: z.int(),
  demoted: z.int(),
  sideways: z.int(),
  same: z.int(),
  left: z.int(),
  held: z.int(),
  changes: z.int(),
  mails: z.int(),
  /** Who took back within a year the step that he took before: the flap rate is their share of those held. */
  flaps: z.int().default(0),
  /** Customers whose manual tier is in force. */
  overridden: z.int().default(0),
});
export type PlanCounts = z.infer<typeof PlanCountsSchema>;

/** How many customers go from one tier to another for one cause; null = no tier. Also who stays and who leaves. */
export const PlannedMoveSchema = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  change: ChangeKindSchema,
  cause: CauseSchema,
  count: z.int(),
});

/** Of one part, beside its counts. `unreadable` by feature: customers of whom a column has a text that cannot be read. */
export const PlanNotesSchema = z.object({
  unreadable: z.record(z.string(), z.int()),
  moves: z.array(PlannedMoveSchema).default([]),
});
export type PlanNotes = z.infer<typeof PlanNotesSchema>;

export const ApplyCountsSchema = z.object({ changes: z.int(), written: z.int() });
export type ApplyCounts = z.infer<typeof ApplyCountsSchema>;

/** Changes of a part in which a tier moved; `silent`: the policy wants no events. */
export const AnnounceCountsSchema = z.object({ moved: z.int(), announced: z.int(), silent: z.int() });
export type AnnounceCounts = z.infer<typeof AnnounceCountsSchema>;

/** Every mail of a part by its outcome. */
export const MailOutcomeSchema = z.enum([
  'sent',
  'unknown',
  'refused',
  'suppressed',
  'heldOut',
  'capped',
  'cancelled',
  'pending',
]);

export const SendCountsSchema = z.object({
  mails: z.int(),
  sent: z.int(),
  unknown: z.int(),
  refused: z.int(),
  suppressed: z.int(),
  heldOut: z.int(),
  capped: z.int(),
  cancelled: z.int(),
  pending: z.int(),
  /** How long to wait before the pending ones are worth another try. */
  waitSeconds: z.int(),
  /** Why those wait that do not wait for a person. */
  waitsFor: WaitCauseSchema.optional(),
  /** Of the pending ones: those that wait for a person, because their campaign is paused. */
  resting: z.int().default(0),
  /** By campaign id. */
  campaigns: z.record(z.string(), CampaignFiguresSchema).default({}),
});
export type SendCounts = z.infer<typeof SendCountsSchema>;

/** One line of `outcomes/part-*.jsonl.gz`. */
export const OutcomeLineSchema = z.object({
  customerId: z.string(),
  email: z.string(),
  campaign: z.string(),
  template: z.string(),
  outcome: MailOutcomeSchema,
  reason: z.string(),
});
export type OutcomeLine = z.infer<typeof OutcomeLineSchema>;

/** What review found: the plan's totals, written down before anything happens. */
export const ReviewSchema = z.object({
  version: StateVersionSchema,
  runId: z.string(),
  parts: z.int(),
  /** Of the mails that were reviewed; missing where nothing is ever mailed, and in reviews of an earlier program. */
  contentDigest: z.string().optional(),
  counts: PlanCountsSchema,
  measured: MeasureCountsSchema,
  /** By feature: customers of whom a column has a text that cannot be read as the policy says. */
  unreadable: z.record(z.string(), z.int()).default({}),
  moves: z.array(PlannedMoveSchema).default([]),
  /** Null in reviews of an earlier program. */
  cost: CostSchema.nullable().default(null),
  /** What the run was foreseen to do; missing in reviews of an earlier program. */
  volume: RunVolumeSchema.optional(),
  anomalies: z.array(AnomalySchema).default([]),
});
export type Review = z.infer<typeof ReviewSchema>;
