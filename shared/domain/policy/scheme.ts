import { type Bilingual, both } from '../bilingual.ts';
import type { Fault } from './fault.ts';
import type { Policy } from './schema.ts';
import { type Grid, gridOf, MAX_CELLS, sample, walk } from './scheme-grid.ts';
import { type Ladder, laddersOf } from './scheme-lists.ts';
import { type Monotony, monotonyOf } from './scheme-monotone.ts';

/** What could be proven of a policy over every combination that a customer may show. */
export interface SchemeProof extends Monotony {
  /** Whether every rung was either won or shown to be never won. */
  proven: boolean;
  /** Which rungs are left open, and why. */
  reason?: Bilingual;
  /** Combinations of the grids that were walked. */
  cells: number;
  neverWins: Fault[];
}

/** The rungs that nobody can ever win. That exactly one of each list wins follows from its open last rung. */
export const neverWon = (policy: Policy): Fault[] =>
  laddersOf(policy).flatMap((ladder) => faultsIn(ladder, surveyOf(policy, ladder)));

/** The proof of a policy whose parts fit each other. */
export function proofOf(policy: Policy): SchemeProof {
  const ladders = laddersOf(policy);
  const surveys = ladders.map((ladder) => surveyOf(policy, ladder));
  const open = surveys.reduce((sum, { undecided }) => sum + undecided.size, 0);
  return {
    ...{ proven: open === 0, ...(open > 0 ? { reason: tooMany(open) } : {}) },
    cells: surveys.reduce((sum, { cells }) => sum + cells, 0),
    neverWins: ladders.flatMap((ladder, i) => {
      const survey = surveys[i];
      return survey ? faultsIn(ladder, survey) : [];
    }),
    ...monotonyOf(policy),
  };
}

interface Survey {
  won: ReadonlySet<number>;
  undecided: ReadonlySet<number>;
  cells: number;
}

function faultsIn({ paths, never }: Ladder, { won, undecided }: Survey): Fault[] {
  return paths.flatMap((path, rung) =>
    path === undefined || won.has(rung) || undecided.has(rung) ? [] : [{ path, message: never(rung) }],
  );
}

/** Walks the whole grid of a list, or rung by rung that of what stands above it. */
function surveyOf(policy: Policy, ladder: Ladder): Survey {
  const grid = gridOf(policy, ladder.whens);
  if (grid.cells > MAX_CELLS) return surveyByRung(policy, ladder);
  const won = new Set<number>();
  const winner = winnerIn(grid, ladder);
  walk(grid, (reading) => won.add(winner(reading)).size < ladder.whens.length);
  return { won, undecided: new Set(), cells: grid.cells };
}

const winnerIn = ({ rules }: Grid, { whens }: Ladder) => {
  const tests = whens.map(rules.test);
  return (reading: Parameters<(typeof tests)[number]>[0]): number => tests.findIndex((test) => test(reading));
};

function surveyByRung(policy: Policy, ladder: Ladder): Survey {
  const [won, undecided] = [new Set<number>(), new Set<number>()];
  let cells = 0;
  ladder.whens.forEach((_, rung) => {
    const part = { ...ladder, whens: ladder.whens.slice(0, rung + 1) };
    const grid = gridOf(policy, part.whens);
    const winner = winnerIn(grid, part);
    const look = (reading: Parameters<typeof winner>[0]) => !(winner(reading) === rung && won.add(rung));
    const whole = grid.cells <= MAX_CELLS;
    if (whole) walk(grid, look);
    else sample(grid, SAMPLE, look);
    cells += whole ? grid.cells : SAMPLE;
    if (!whole && !won.has(rung)) undecided.add(rung);
  });
  return { won, undecided, cells };
}

/** One combination in which a rung wins is enough; so many are tried of a grid that is too large. */
const SAMPLE = 20_000;

const tooMany = (open: number): Bilingual =>
  both(
    `${open} rungs read too many things at once to try every combination (more than ${MAX_CELLS.toLocaleString('en-US')}), and none of ${SAMPLE.toLocaleString('en-US')} that were tried reached them; fewer bands or fewer conditions can be proven`,
    `有 ${open} 项同时读取的内容过多，组合超过 ${MAX_CELLS / 10_000} 万种，无法逐一验证，抽查的 ${SAMPLE / 10_000} 万种中也无人落入；减少档数或条件即可验证`,
  );
