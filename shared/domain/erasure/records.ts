import { csvLine } from '../csv.ts';
import { normalPhone } from '../phone.ts';
import type { Mentions } from './mentions.ts';
import { isHis } from './person.ts';

/** What a column with people's ids is called, in our files and in others'. */
const OF_PEOPLE = /customer|client|member|buyer|user|account|contact|external|客户|会员|买家|用户|顾客/i;
const OF_NAMES = /name|姓名|称呼|昵称|^名|^姓/i;
const OF_PHONES = /phone|mobile|^tel|电话|手机/i;
/** A cell that is one address, and no more. */
const AN_ADDRESS = /^[^\s@]+@[^\s@]+$/;
/** Of people in a file that has no orders. */
const OF_ROWS = /^(?:id|编号)$/i;
const OF_ORDERS = /order|订单/i;
/** The columns that rejects put before those of the file. */
const REJECTS = ['line', 'code', 'reason', 'remedy'];

/** The raw records of a CSV text, each with its line end. */
export function* rawRecords(text: string): Generator<string> {
  let [from, quoted] = [0, false];
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (sign === '"') quoted = !quoted;
    if (sign !== '\n' || quoted) continue;
    yield text.slice(from, i + 1);
    from = i + 1;
  }
  if (from < text.length) yield text.slice(from);
}

/** The cells of one raw record. */
export function cellsOf(record: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  for (let found = cell.exec(record); found; found = cell.exec(record)) {
    const [, quoted, plain = '', end] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') break;
  }
  return cells;
}

/**
 * A CSV text of ours without a person; undefined where it does not name him. His line of a tier file is nobody's, with its
 * counts; of a line of rejects the reason stays. Every other line stays byte for byte.
 */
export function recordsWithout(text: string, mentions: Mentions): string | undefined {
  let [header, touched]: [string[] | undefined, boolean] = [undefined, false];
  const after: string[] = [];
  for (const record of rawRecords(text)) {
    const found =
      header && mentions.maybe(record) ? recordWithout(header, cellsOf(record), mentions) : record;
    header ??= cellsOf(record.replace(/^\uFEFF/, ''));
    touched ||= found !== record && found !== undefined;
    after.push(found ?? record);
  }
  return touched ? after.join('') : undefined;
}

function recordWithout(
  header: readonly string[],
  cells: readonly string[],
  mentions: Mentions,
): string | undefined {
  if (!isHisRecord(header, cells, mentions)) return undefined;
  const [isRejected, rows] = [isOfRejects(header), columnsOf(header)];
  const rest = (cell: string, i: number) =>
    isRejected ? (i < REJECTS.length ? mentions.without(cell) : '') : ownCell(rows[i] ?? '', cell, mentions);
  return csvLine(cells.map(rest));
}

const isOfRejects = (header: readonly string[]): boolean => REJECTS.every((name, i) => header[i] === name);

const columnsOf = (header: readonly string[]): readonly string[] =>
  header.some((head) => OF_ORDERS.test(head)) ? header : header.map(idOfPeople);

/** Whether a line of a file of ours is about him; in one of rejects an id that can be nothing else counts in any column. */
export function isHisRecord(
  header: readonly string[],
  cells: readonly string[],
  mentions: Mentions,
): boolean {
  const isHisCell = isOfRejects(header) ? isOfHimInRejects : isOfHim;
  const columns = columnsOf(header);
  return cells.some((cell, i) => isHisCell(columns[i] ?? '', plainCell(cell), mentions));
}

const idOfPeople = (head: string): string => (OF_ROWS.test(head) ? 'customer_id' : head);

/** A leading `'` keeps a spreadsheet from counting with the cell. */
const plainCell = (cell: string): string => cell.replace(/^'/, '').trim();

/** In a file of the shop's own an id may stand in a column of any name. */
const isOfHimInRejects = (head: string, plain: string, mentions: Mentions): boolean =>
  isOfHim(head, plain, mentions) || mentions.isDistinctId(plain);

function isOfHim(head: string, plain: string, mentions: Mentions): boolean {
  const { person } = mentions;
  if (plain === '') return false;
  if (OF_PEOPLE.test(head) && isHis(person, plain)) return true;
  if (OF_ORDERS.test(head) && person.orders.has(plain)) return true;
  return isReached(head, plain, mentions);
}

/** By an address, a phone or an id that cannot be anything else. */
const isReached = (head: string, plain: string, mentions: Mentions): boolean =>
  mentions.names(plain) || (OF_PHONES.test(head) && mentions.person.phones.has(normalPhone(plain) ?? ''));

/** Of his own line whatever says who he is goes, be it others' as well; what is counted stays. */
function ownCell(head: string, cell: string, mentions: Mentions): string {
  const plain = plainCell(cell);
  const { person } = mentions;
  if (OF_PEOPLE.test(head) && isHis(person, plain)) return person.nobody(plain);
  const isCalled = OF_NAMES.test(head) && person.names.has(plain);
  return isReached(head, plain, mentions) || reaches(head, plain) || isCalled ? '' : cell;
}

const reaches = (head: string, plain: string): boolean =>
  AN_ADDRESS.test(plain) || (OF_PHONES.test(head) && normalPhone(plain) !== null);
