import type { Answer } from '../../shared/contract/intake.ts';
import { both, type Language } from '../../shared/domain/bilingual.ts';

type Problem = Answer['problems'][number];

/** So many lines of a file are named for one kind of problem. */
const NAMED = 5;

/** One line for each kind of problem and column, a first of each kind before further columns of it. */
export function problemLines(problems: readonly Problem[], language: Language): string[] {
  const groups = groupsOf(problems);
  const kinds = groups.map(([{ code }]) => code);
  const isFirst = ([{ code }]: Group, at: number): boolean => kinds.indexOf(code) === at;
  const further = groups.filter((group, at) => !isFirst(group, at));
  return [...groups.filter(isFirst), ...further].map((group) => worded(group, language));
}

type Group = [Problem, ...Problem[]];

function groupsOf(problems: readonly Problem[]): Group[] {
  const groups = new Map<string, Group>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.code, problem.column]);
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()];
}

function worded(group: Group, language: Language): string {
  const [{ code, what, remedy }] = group;
  const gap = both(' ', '')[language];
  const said = `${whereOf(group, language)}${what[language]}${gap}${remedy[language]}`;
  const many = group.length;
  const count = many > 1 ? both(`; ${many} rows`, `，${many} 行`)[language] : '';
  return both(`${said} (${code}${count})`, `${said}（${code}${count}）`)[language];
}

/** Problems of the whole file stand in no line. */
function whereOf(group: Group, language: Language): string {
  const lines = group.map(({ line }) => line).filter((line) => line > 0);
  if (lines.length === 0) return '';
  const named = lines.slice(0, NAMED);
  const more = lines.length > NAMED;
  const word = lines.length > 1 ? 'Lines' : 'Line';
  return both(
    `${word} ${named.join(', ')}${more ? ' …' : ''}: `,
    `第 ${named.join('、')} 行${more ? '等' : ''}：`,
  )[language];
}
