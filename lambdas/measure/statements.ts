import type { ExportStatements, Inventory } from '../../shared/contract/artifacts.ts';
import { mustBalance } from '../../shared/domain/counts.ts';
import type { Policy } from '../../shared/domain/policy/schema.ts';
import { bind, whoseRow } from '../../shared/sql/bind.ts';
import type { Sql } from '../../shared/sql/texts.ts';
import type { Bench } from './bench.ts';

type Listed = Inventory['intakes'][number];

interface Replaced {
  contentId: string;
  /** The export whose rows count instead. */
  by: string;
  rows: number;
  changed: number;
  moved: number;
}

/**
 * What became of the rows of every export. Current and replaced rows are counted apart, each where it was made, so that
 * they can be held against what intake wrote.
 */
export async function statementsOf(
  bench: Pick<Bench, 'rows'>,
  sql: Sql,
  { intakes }: Inventory,
  policy: Policy,
): Promise<ExportStatements[]> {
  const current = await currentRows(bench);
  const replaced = await replacedRows(bench, sql, policy);
  const statements = intakes.map((listed) => {
    if (listed.kind !== 'orders') return untouched(listed);
    const mine = replaced.filter(({ contentId }) => contentId === listed.contentId);
    return ofOrders(listed, current.get(listed.seq) ?? 0, mine, intakes);
  });
  for (const { rows, current, replaced } of statements)
    mustBalance({
      step: 'measure',
      left: 'rows',
      right: ['current', 'replaced'],
      terms: { rows, current, replaced },
    });
  return statements;
}

async function currentRows(bench: Pick<Bench, 'rows'>): Promise<Map<number, number>> {
  const found = await bench.rows(
    'SELECT seq, CAST(sum(order_rows) AS bigint) AS order_rows FROM order_days GROUP BY seq',
  );
  return new Map(found.map(({ seq, order_rows }) => [Number(seq), Number(order_rows)]));
}

async function replacedRows(bench: Pick<Bench, 'rows'>, sql: Sql, policy: Policy): Promise<Replaced[]> {
  const found = await bench.rows(bind(sql('replaced'), whoseRow(policy.identity)));
  return found.map(({ intake_id, by_intake, replaced, changed, moved }) => ({
    contentId: String(intake_id),
    by: String(by_intake),
    rows: Number(replaced),
    changed: Number(changed),
    moved: Number(moved),
  }));
}

const untouched = ({ intakeId, rows }: Listed): ExportStatements => ({
  ...{ intakeId, rows, current: rows, replaced: 0, changed: 0, moved: 0 },
  replacedBy: [],
});

const sum = (replaced: readonly Replaced[], of: 'rows' | 'changed' | 'moved'): number =>
  replaced.reduce((total, one) => total + one[of], 0);

function ofOrders(
  { intakeId, rows }: Listed,
  current: number,
  replaced: readonly Replaced[],
  intakes: readonly Listed[],
): ExportStatements {
  const rowsBy = (by: string) =>
    sum(
      replaced.filter((one) => one.by === by),
      'rows',
    );
  return {
    ...{ intakeId, rows, current, replaced: sum(replaced, 'rows') },
    ...{ changed: sum(replaced, 'changed'), moved: sum(replaced, 'moved') },
    replacedBy: intakes
      .filter(({ kind }) => kind === 'orders')
      .map((newer) => ({ intakeId: newer.intakeId, rows: rowsBy(newer.contentId) }))
      .filter((newer) => newer.rows > 0),
  };
}
