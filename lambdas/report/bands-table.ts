import type { Report } from '../../shared/contract/report.ts';
import { both } from '../../shared/domain/bilingual.ts';
import type { Say, Table } from '../../shared/domain/report/html.ts';
import { rangeOf, rangeWords } from './band-ranges.ts';
import { number, text } from './layout.ts';
import { keyWords, measuredWords, scoreOf } from './score-words.ts';

interface Banded {
  key: string;
  score: string;
  edges: readonly number[];
  bands: readonly number[] | null;
}

const COLUMNS = [
  text('score', '评分'),
  text('measured by', '依据'),
  number('band', '档'),
  text('values', '取值范围'),
];

/** Every band of every score with its values, and how many customers are in it where the run looked at all of them. */
export function bandsTable(report: Report, say: Say): Table {
  const { criteria, edges } = report.model;
  const counted = criteria.some(({ bands }) => bands !== null);
  const found: Banded[] =
    criteria.length > 0
      ? criteria
      : Object.entries(edges).map(([key, own]) => ({
          ...{ key, score: key.replace(/\[.*$/, ''), edges: own, bands: null },
        }));
  const rows = found.flatMap((each) => rowsOf(each, report, say));
  return counted
    ? { caption: COUNTED, columns: [...COLUMNS, ...COUNTS], rows }
    : { caption: BARE, columns: COLUMNS, rows: rows.map((row) => row.slice(0, COLUMNS.length)) };
}

const COUNTS = [number('customers', '人数'), number('share', '占比')];
const COUNTED = both(
  'Bands of each score, the best first: their values and customers, and the share of those whose value is known',
  '各项评分的分档（最好的在前）：取值范围、人数，以及在数值已知的客户中的占比',
);
const BARE = both(
  'Bands of each score, the best first, and their values',
  '各项评分的分档（最好的在前）与取值范围',
);

function rowsOf({ key, score, edges, bands }: Banded, report: Report, say: Say): (string | number)[][] {
  const found = scoreOf(report, score);
  const all = (bands ?? []).reduce((sum, customers) => sum + customers, 0);
  const downwards = Array.from({ length: edges.length + 1 }, (_, place) => edges.length + 1 - place);
  return downwards.map((band) => {
    const customers = bands?.[band - 1];
    const range = rangeOf(band, edges, found?.better ?? 'higher');
    return [
      ...[keyWords(key), measuredWords(report, score, say), band],
      rangeWords(range, found, report.currency, say),
      ...(customers === undefined ? ['–', '–'] : [customers, share(customers, all)]),
    ];
  });
}

const share = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}%`;
