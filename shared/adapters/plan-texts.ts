import type { Mail } from '../contract/mails.ts';
import type { PlannedChange, Receipt } from '../contract/plan.ts';
import type { LocalDate } from '../domain/dates.ts';
import type { Held } from '../domain/held.ts';
import { STATE_VERSION } from '../domain/version.ts';

/**
 * What `JSON.stringify` makes of the artifacts of a plan, letter for letter, for a third of the work: most of a receipt is the
 * same for every customer of a tier, and is written out once.
 */

const quoted = JSON.stringify as (text: string) => string;
const quotedOrNull = (text: string | null): string => (text === null ? 'null' : quoted(text));

/** A date holds nothing that JSON would write in another way. */
const dateOrNull = (date: LocalDate | null): string => (date === null ? 'null' : `"${date}"`);

let lastId = '';
let lastIdText = '""';

/** The id of a customer stands in each of his texts. */
function idText(customerId: string): string {
  if (customerId !== lastId) [lastId, lastIdText] = [customerId, quoted(customerId)];
  return lastIdText;
}

const TEXTS = new WeakMap<object, string>();

/** The text of something that many customers share and nobody changes. */
function shared(value: object): string {
  const known = TEXTS.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  TEXTS.set(value, text);
  return text;
}

const WORDS = new Map<string, string>();
const MOST_WORDS = 10_000;

/** A word of the policy or of the run, with its quotes. */
function word(text: string): string {
  const known = WORDS.get(text);
  if (known !== undefined) return known;
  if (WORDS.size >= MOST_WORDS) WORDS.clear();
  const fresh = quoted(text);
  WORDS.set(text, fresh);
  return fresh;
}

const wordOrNull = (text: string | null): string => (text === null ? 'null' : word(text));

type Plain = string | number | boolean | null;

function plain(value: Plain): string {
  if (typeof value === 'string') return quoted(value);
  // Minus nought is written as nought, and what is no number as null.
  return typeof value === 'number' ? (Number.isFinite(value) ? String(value) : 'null') : String(value);
}

/** A record of plain values, whose names are words of the policy. */
function record(values: Readonly<Record<string, Plain>>): string {
  let text = '';
  for (const name in values) text += `${text === '' ? '{' : ','}${word(name)}:${plain(values[name] ?? null)}`;
  return text === '' ? '{}' : `${text}}`;
}

type Trace = Receipt['scores'][string];
type Banded = Extract<Trace, { of: string }>;

/** What the traces of a score have in common, before and after the value that is banded. */
interface TraceFrame extends Pick<Banded, 'of' | 'unit' | 'better'> {
  before: string;
  after: string;
}
const FRAMES = new WeakMap<readonly number[], TraceFrame>();

/** Most customers share the cut points of a score, and these are of one score. */
function frameOf({ of, unit, better, edges }: Banded): TraceFrame {
  const known = FRAMES.get(edges);
  if (known && known.of === of && known.unit === unit && known.better === better) return known;
  const frame: TraceFrame = {
    ...{ of, unit, better },
    before: `{"of":${word(of)},"unit":"${unit}","raw":`,
    after: `,"better":"${better}","edges":${shared(edges)},"value":`,
  };
  FRAMES.set(edges, frame);
  return frame;
}

function trace(of: Trace): string {
  if ('weights' in of) return `{"weights":${shared(of.weights)},"value":${plain(of.value)}}`;
  const { before, after } = frameOf(of);
  const per = of.per === undefined ? '' : `,"per":${quoted(of.per)}`;
  const unknown = of.unknown === undefined ? '' : `,"unknown":${plain(of.unknown)}`;
  return `${before}${plain(of.raw)}${after}${plain(of.value)}${per}${unknown}}`;
}

function traces(scores: Receipt['scores']): string {
  let text = '';
  for (const name in scores) {
    const one = scores[name];
    if (one) text += `${text === '' ? '{' : ','}${word(name)}:${trace(one)}`;
  }
  return text === '' ? '{}' : `${text}}`;
}

const PLAIN_MOVEMENT = 8;

/** Of somebody who does not fall the eight plain fields. */
function movement(of: Receipt['movement']): string {
  if (Object.keys(of).length !== PLAIN_MOVEMENT) return JSON.stringify(of);
  return `{"mode":"${of.mode}","heldTier":${wordOrNull(of.heldTier)},"ruleTier":${word(of.ruleTier)},"heldRank":${plain(of.heldRank)},"ruleRank":${plain(of.ruleRank)},"between":"${of.between}","downAfterMisses":${plain(of.downAfterMisses)},"misses":${plain(of.misses)}}`;
}

type OfRun = Pick<
  Receipt,
  'runId' | 'runSeq' | 'asOf' | 'period' | 'policyHash' | 'calibratedBy' | 'currency'
>;
let lastRun: { of: OfRun; text: string } | undefined;

/** What the receipts of a run have in common. */
function runText(of: OfRun): string {
  if (lastRun && isOfRun(of, lastRun.of)) return lastRun.text;
  const text =
    `,"runId":${word(of.runId)},"runSeq":${plain(of.runSeq)},"asOf":${word(of.asOf)}` +
    `,"period":${word(of.period)},"policyHash":${word(of.policyHash)},"calibratedBy":${word(of.calibratedBy)}` +
    `,"currency":${word(of.currency)}`;
  lastRun = { of, text };
  return text;
}

const isOfRun = (a: OfRun, b: OfRun): boolean =>
  a.runId === b.runId &&
  a.runSeq === b.runSeq &&
  a.asOf === b.asOf &&
  a.period === b.period &&
  a.policyHash === b.policyHash &&
  a.calibratedBy === b.calibratedBy &&
  a.currency === b.currency;

/** A receipt as `decide` writes it. */
export function receiptText(of: Receipt): string {
  return (
    `{"customerId":${idText(of.customerId)}${runText(of)},"firstOrderDate":${dateOrNull(of.firstOrderDate)}` +
    `,"lastOrderDate":${dateOrNull(of.lastOrderDate)},"lifetimeOrders":${plain(of.lifetimeOrders)}` +
    `,"lifetimeNet":${plain(of.lifetimeNet)},"orderCount":${plain(of.orderCount)},"netAmount":${plain(of.netAmount)}` +
    `,"seen":${record(of.seen)},"scores":${traces(of.scores)},"rules":${shared(of.rules)},"flags":${record(of.flags)}` +
    `,"stage":${wordOrNull(of.stage)},"segments":${record(of.segments)},"asked":${shared(of.asked)}` +
    `,"movement":${movement(of.movement)},"protection":"${of.protection}"` +
    `,"override":${of.override === null ? 'null' : JSON.stringify(of.override)},"earned":${word(of.earned)}` +
    `,"tier":${word(of.tier)},"previousTier":${wordOrNull(of.previousTier)},"change":"${of.change}"` +
    `,"cause":"${of.cause}","misses":${plain(of.misses)},"missedPeriod":${wordOrNull(of.missedPeriod)}}`
  );
}

/** `published`: the text of the item, which the held state has too. */
export const changeText = (of: PlannedChange, published: string): string =>
  `{"customerId":${idText(of.customerId)},"previousTier":${wordOrNull(of.previousTier)},"change":"${of.change}"` +
  `,"cause":"${of.cause}","published":${published}}`;

/** `published`: the text of the item that is held. */
export function heldText(of: Held, published: string): string {
  const ground = of.ground === undefined ? '' : `,"ground":${word(of.ground)}`;
  const earned = of.earned === undefined ? '' : `,"earned":${word(of.earned)}`;
  const missCause = of.missCause === undefined ? '' : `,"missCause":"${of.missCause}"`;
  const roseOn = of.roseOn === undefined ? '' : `,"roseOn":${dateOrNull(of.roseOn)}`;
  const stepped = of.stepped === undefined ? '' : `,"stepped":${JSON.stringify(of.stepped)}`;
  return (
    `{"version":${plain(of.version ?? STATE_VERSION)},"published":${published},"misses":${plain(of.misses)}` +
    `,"missedPeriod":${wordOrNull(of.missedPeriod)},"lifetimeOrders":${plain(of.lifetimeOrders)}` +
    `,"lifetimeNet":${plain(of.lifetimeNet)}${ground}${earned}${missCause}${roseOn}${stepped}}`
  );
}

/** A mail as `mailsFor` makes it. */
export const mailText = (of: Mail): string =>
  `{"campaignId":${word(of.campaignId)},"rule":${word(of.rule)},"kind":"${of.kind}","topic":"${of.topic}"` +
  `,"priority":${plain(of.priority)},"template":${word(of.template)},"customerId":${idText(of.customerId)}` +
  `,"tier":${word(of.tier)},"previousTier":${wordOrNull(of.previousTier)},"since":"${of.since}"` +
  `,"lastOrderDate":${dateOrNull(of.lastOrderDate)},"address":${quotedOrNull(of.address)}` +
  `,"name":${quotedOrNull(of.name)},"language":"${of.language}","consentOn":${dateOrNull(of.consentOn)}` +
  `,"consentSource":${wordOrNull(of.consentSource)},"skip":${wordOrNull(of.skip)}}`;
