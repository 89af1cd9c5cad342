import { StateError } from '../asl/errors.ts';

/** The forms of statements that measure sends; Athena itself takes many more. */
export type Statement =
  | { form: 'createDatabase'; database: string }
  | { form: 'dropDatabase'; database: string }
  | { form: 'objects'; table: string; columns: Record<string, string>; location: string }
  | { form: 'table'; table: string; location: string; query: string }
  | { form: 'view'; view: string; query: string }
  | { form: 'unload'; query: string; location: string; by: string | undefined };

type Found = Record<string, string | undefined>;

const FORMS: [RegExp, (found: Found) => Statement][] = [
  [
    /^CREATE DATABASE IF NOT EXISTS `(?<name>\w+)`$/,
    ({ name = '' }) => ({ form: 'createDatabase', database: name }),
  ],
  [
    /^DROP DATABASE IF EXISTS `(?<name>\w+)` CASCADE$/,
    ({ name = '' }) => ({ form: 'dropDatabase', database: name }),
  ],
  [
    /^CREATE EXTERNAL TABLE IF NOT EXISTS `(?<name>\w+)` \((?<columns>[^)]+)\)\nROW FORMAT SERDE '[\w.]+ParquetHiveSerDe'\nSTORED AS INPUTFORMAT '[\w.]+SymlinkTextInputFormat'\nOUTPUTFORMAT '[\w.]+'\nLOCATION '(?<location>[^']+\/)'$/,
    ({ name = '', columns = '', location = '' }) => ({
      ...{ form: 'objects', table: name, location },
      columns: columnsOf(columns),
    }),
  ],
  [
    /^CREATE TABLE IF NOT EXISTS (?<name>\w+) WITH \(format = 'PARQUET', external_location = '(?<location>[^']+\/)'\) AS\n(?<query>.+)$/s,
    ({ name = '', location = '', query = '' }) => ({ form: 'table', table: name, location, query }),
  ],
  [
    /^CREATE OR REPLACE VIEW (?<name>\w+) AS\n(?<query>.+)$/s,
    ({ name = '', query = '' }) => ({ form: 'view', view: name, query }),
  ],
  [
    /^UNLOAD \(\n(?<query>.+)\n\) TO '(?<location>[^']+\/)' WITH \(format = 'PARQUET'(?:, partitioned_by = ARRAY\['(?<by>\w+)'\])?\)$/s,
    ({ query = '', location = '', by }) => ({ form: 'unload', query, location, by }),
  ],
];

/** A statement by its parts; one that is of none of the forms fails as Athena's own refusals do. */
export function statementIn(text: string): Statement {
  for (const [form, made] of FORMS) {
    const found = form.exec(text);
    if (found) return made(found.groups ?? {});
  }
  throw new StateError(
    'Athena.InvalidRequestException',
    'the local Athena does not know this form of statement',
  );
}

const COLUMN = /`(\w+)` (\w+)/g;

/** What Hive calls a string is a varchar; the other names are the same. */
const columnsOf = (list: string): Record<string, string> =>
  Object.fromEntries(
    Array.from(list.matchAll(COLUMN), ([, name = '', type = '']) => [
      name,
      type === 'string' ? 'varchar' : type,
    ]),
  );
