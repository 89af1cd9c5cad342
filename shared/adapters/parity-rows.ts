import type { Parity } from '../domain/parity.ts';
import type { Workbench } from './workbench.ts';

/** Tables with the same columns, and the columns by which a row of the one is found in the other. */
interface Compared {
  first: string;
  second: string;
  keys: readonly string[];
  columns: readonly string[];
}

/**
 * Compares the rows of two tables, counted by DuckDB, which lays on disk what memory does not hold. It counts, and quotes
 * neither a value nor a key.
 */
export async function compareRows(bench: Pick<Workbench, 'rows'>, compared: Compared): Promise<Parity> {
  const { first, second, keys, columns } = compared;
  const differs = columns.map(
    (column, i) =>
      `count(*) FILTER (WHERE a."${column}" IS DISTINCT FROM b."${column}" AND ${BOTH}) AS c${i}`,
  );
  const same = keys.map((key) => `a."${key}" = b."${key}"`).join(' AND ');
  const [found = {}] = await bench.rows(`SELECT count(*) FILTER (WHERE ${BOTH}) AS both_have,
      count(*) FILTER (WHERE b.there IS NULL) AS only_first, count(*) FILTER (WHERE a.there IS NULL) AS only_second,
      ${differs.join(', ')}
    FROM (SELECT *, true AS there FROM "${first}") a FULL OUTER JOIN (SELECT *, true AS there FROM "${second}") b ON ${same}`);
  const counts = columns.map((column, i) => [column, Number(found[`c${i}`])] as const);
  return {
    rows: Number(found.both_have),
    ...{ onlyFirst: Number(found.only_first), onlySecond: Number(found.only_second) },
    columns: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  };
}

const BOTH = 'a.there AND b.there';
