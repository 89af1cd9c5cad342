import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { StateEvent } from '../local/asl/world.ts';
import type { Terminal } from './terminal.ts';
import { STATE_WORDS } from './words.ts';

type Shown = Pick<Terminal, 'language' | 'line' | 'passing'>;

/** Says each step when it is done, with its time; on a watched terminal also while it goes on. */
export function showProgress(terminal: Shown): (event: StateEvent) => void {
  const since = new Map<string, Date>();
  const told = new Set<string>();
  const claims = new Map<string, string>();
  return ({ execution, state, event, at, children }) => {
    tellClaim(claims, execution, state, terminal);
    const words = STATE_WORDS[state];
    if (!words) return;
    const id = `${execution} ${state}`;
    if (!since.has(id)) since.set(id, at);
    if (event === 'entered' || event === 'progressed')
      return terminal.passing(`  … ${label(words, terminal)}${share(children)}`);
    const seconds = ((at.getTime() - (since.get(id) ?? at).getTime()) / 1000).toFixed(1);
    since.delete(id);
    // A campaign that waits looks again and again; only the first look is news.
    if (event === 'succeeded' && told.has(id)) return terminal.passing(`  … ${label(words, terminal)}`);
    if (event === 'succeeded') told.add(id);
    const line = `  ${event === 'succeeded' ? '✓' : '✗'} ${label(words, terminal)}  ${seconds} s`;
    if (state === 'Claim' && event === 'succeeded') claims.set(execution, line);
    else terminal.line(line);
  };
}

/** That a run was claimed is said when it goes on: most of those whom an upload wakes find nothing to do. */
function tellClaim(
  claims: Map<string, string>,
  execution: string,
  state: string,
  terminal: Pick<Terminal, 'line'>,
): void {
  const line = claims.get(execution);
  if (line === undefined || state === 'SomethingToDo') return;
  claims.delete(execution);
  if (state !== 'NothingToDo') terminal.line(line);
}

const label = (words: Bilingual, { language }: Shown): string => words[language];

const share = (children: StateEvent['children']): string =>
  children && children.total > 1 ? ` ${children.done}/${children.total}` : '';
