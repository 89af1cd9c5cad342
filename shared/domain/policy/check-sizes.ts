import { type Bilingual, both } from '../bilingual.ts';
import { kindOf, scaleOf, type Unit } from '../feature-catalog.ts';
import { isBanded } from '../scores.ts';
import { unitBanded } from '../weighed.ts';
import type { Fault, Path } from './fault.ts';
import type { Policy } from './schema.ts';

/** A number of the policy and what it is counted in. */
interface Sized {
  path: Path;
  value: number | undefined;
  unit: Unit;
}

/** Every number that is compared with stored values is, in their whole units, one that a computer counts exactly. */
export const checkSizes = (policy: Policy): Fault[] =>
  [...ofFeatures(policy), ...ofEdges(policy)].flatMap(({ path, value = 0, unit }) => {
    const most = Math.floor(Number.MAX_SAFE_INTEGER / scaleOf(unit, currencyOf(policy)));
    return Math.abs(value) <= most ? [] : [{ path, message: tooLarge(most) }];
  });

/** Where the first export decides, the currency may be one of the smallest units. */
const currencyOf = ({ currency }: Policy): string => currency.code ?? 'KWD';

function ofFeatures(policy: Policy): Sized[] {
  return Object.entries(policy.features).flatMap(([name, definition]) => {
    const sized = (key: string, value: number | undefined, unit: Unit): Sized => ({
      ...{ path: ['features', name, key], value, unit },
    });
    const found: Sized[] = [];
    if ('amountFrom' in definition) found.push(sized('amountFrom', definition.amountFrom, 'money'));
    if ('amountTo' in definition) found.push(sized('amountTo', definition.amountTo, 'money'));
    if ('scoreFrom' in definition) found.push(sized('scoreFrom', definition.scoreFrom, 'number'));
    if ('scoreTo' in definition) found.push(sized('scoreTo', definition.scoreTo, 'number'));
    if ('otherwise' in definition && typeof definition.otherwise === 'number')
      found.push(sized('otherwise', definition.otherwise, kindOf(policy, name)?.unit ?? 'count'));
    return found;
  });
}

function ofEdges(policy: Policy): Sized[] {
  return Object.entries(policy.scores).flatMap(([name, score]) => {
    if (!isBanded(score) || !('edges' in score.bands)) return [];
    const unit = unitBanded(policy, score.of);
    return score.bands.edges.map((value, i) => ({
      ...{ path: ['scores', name, 'bands', 'edges', i], value, unit },
    }));
  });
}

const tooLarge = (most: number): Bilingual =>
  both(
    `this number is too large to be counted exactly: it must lie between -${most} and ${most}`,
    `数值过大，无法精确计算，须介于 -${most} 和 ${most} 之间`,
  );
