import type { ExportStatements, Statements } from '../../shared/contract/artifacts.ts';
import type { Intake } from '../../shared/contract/intake.ts';
import type { Report } from '../../shared/contract/report.ts';
import { localDateOf } from '../../shared/domain/dates.ts';
import { byPlace } from '../../shared/domain/inventory.ts';

type File = Report['exports'][number];

/** The files that counted, each with what intake made of its rows and what newer files have replaced since. */
export function filesOf(intakes: readonly Intake[], { exports }: Statements, timeZone: string): File[] {
  const became = new Map(exports.map((each) => [each.intakeId, each]));
  const keys = new Map(intakes.map(({ intakeId, key }) => [intakeId, key]));
  return intakes.toSorted(byPlace).map(({ intakeId, key, kind, counts, from = '', to = '', uploadedAt }) => {
    const found = became.get(intakeId);
    return {
      ...{ key, kind, counts, from, to, uploaded: localDateOf(uploadedAt, timeZone) },
      ...(found ? { statements: reported(found, keys) } : {}),
    };
  });
}

const reported = (
  { current, replaced, changed, moved, replacedBy }: ExportStatements,
  keys: ReadonlyMap<string, string>,
): File['statements'] => ({
  ...{ current, replaced, changed, moved },
  replacedBy: replacedBy.map(({ intakeId, rows }) => ({ key: keys.get(intakeId) ?? intakeId, rows })),
});
