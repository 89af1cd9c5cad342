import type { Mail } from '../contract/mails.ts';
import type { PlannedChange, Receipt } from '../contract/plan.ts';
import type { Held } from '../domain/held.ts';
import { STATE_VERSION } from '../domain/version.ts';

/**
 * What `JSON.stringify` makes of the artifacts of a plan, letter for letter, for a third of the work: most of a receipt is the
 * same for every customer of a tier, and is written out once.
 */

const quoted = JSON.stringify as (text: string) => string;
const quotedOrNull = (text: string | null): string => (text === null ? 'null' : quoted(text));

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
  for (const name of Object.keys(values))
    text += `${text === '' ? '' : ','}${word(name)}:${plain(values[name] ?? null)}`;
  return `{${text}}`;
}

type Trace = Receipt['scores'][string];

function trace(of: Trace): string {
  if ('weights' in of) return `{"weights":${shared(of.weights)},"value":${plain(of.value)}}`;
  const per = of.per === undefined ? '' : `,"per":${quoted(of.per)}`;
  const unknown = of.unknown === undefined ? '' : `,"unknown":${plain(of.unknown)}`;
  return `{"of":${word(of.of)},"unit":"${of.unit}","raw":${plain(of.raw)},"better":"${of.better}","edges":${shared(of.edges)},"value":${plain(of.value)}${per}${unknown}}`;
}

function traces(scores: Receipt['scores']): string {
  let text = '';
  for (const name of Object.keys(scores)) {
    const one = scores[name];
    if (one) text += `${text === '' ? '' : ','}${word(name)}:${trace(one)}`;
  }
  return `{${text}}`;
}

const PLAIN_MOVEMENT = 8;

/** Of somebody who does not fall the eight plain fields. */
function movement(of: Receipt['movement']): string {
  if (Object.keys(of).length !== PLAIN_MOVEMENT) return JSON.stringify(of);
  return `{"mode":"${of.mode}","heldTier":${wordOrNull(of.heldTier)},"ruleTier":${word(of.ruleTier)},"heldRank":${plain(of.heldRank)},"ruleRank":${plain(of.ruleRank)},"between":"${of.between}","downAfterMisses":${plain(of.downAfterMisses)},"misses":${plain(of.misses)}}`;
}

/** A receipt as `decide` writes it. */
export function receiptText(of: Receipt): string {
  return (
    `{"customerId":${quoted(of.customerId)},"runId":${word(of.runId)},"runSeq":${plain(of.runSeq)},"asOf":${word(of.asOf)}` +
    `,"period":${word(of.period)},"policyHash":${word(of.policyHash)},"calibratedBy":${word(of.calibratedBy)}` +
    `,"currency":${word(of.currency)},"firstOrderDate":${wordOrNull(of.firstOrderDate)}` +
    `,"lastOrderDate":${wordOrNull(of.lastOrderDate)},"lifetimeOrders":${plain(of.lifetimeOrders)}` +
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
  `{"customerId":${quoted(of.customerId)},"previousTier":${wordOrNull(of.previousTier)},"change":"${of.change}"` +
  `,"cause":"${of.cause}","published":${published}}`;

/** `published`: the text of the item that is held. */
export function heldText(of: Held, published: string): string {
  const ground = of.ground === undefined ? '' : `,"ground":${word(of.ground)}`;
  const earned = of.earned === undefined ? '' : `,"earned":${word(of.earned)}`;
  const missCause = of.missCause === undefined ? '' : `,"missCause":"${of.missCause}"`;
  const roseOn = of.roseOn === undefined ? '' : `,"roseOn":${wordOrNull(of.roseOn)}`;
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
  `,"priority":${plain(of.priority)},"template":${word(of.template)},"customerId":${quoted(of.customerId)}` +
  `,"tier":${word(of.tier)},"previousTier":${wordOrNull(of.previousTier)},"since":${word(of.since)}` +
  `,"lastOrderDate":${wordOrNull(of.lastOrderDate)},"address":${quotedOrNull(of.address)}` +
  `,"name":${quotedOrNull(of.name)},"language":"${of.language}","consentOn":${wordOrNull(of.consentOn)}` +
  `,"consentSource":${wordOrNull(of.consentSource)},"skip":${wordOrNull(of.skip)}}`;
