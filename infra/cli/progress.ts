import type { Bilingual } from '../../shared/domain/bilingual.ts';
import type { StateEvent } from '../local/asl/world.ts';
import type { Terminal } from './terminal.ts';
import { STATE_WORDS } from './words.ts';

/** Says each step when it is done, with its time; on a watched terminal also while it goes on. */
export function showProgress(terminal: Terminal): (event: StateEvent) => void {
  const since = new Map<string, Date>();
  return ({ execution, state, event, at, children }) => {
    const words = STATE_WORDS[state];
    if (!words) return;
    const id = `${execution} ${state}`;
    if (!since.has(id)) since.set(id, at);
    if (event === 'entered' || event === 'progressed')
      return terminal.passing(`  … ${label(words, terminal)}${share(children)}`);
    const seconds = ((at.getTime() - (since.get(id) ?? at).getTime()) / 1000).toFixed(1);
    since.delete(id);
    terminal.line(`  ${event === 'succeeded' ? '✓' : '✗'} ${label(words, terminal)}  ${seconds} s`);
  };
}

const label = (words: Bilingual, { language }: Terminal): string => words[language];

const share = (children: StateEvent['children']): string =>
  children && children.total > 1 ? ` ${children.done}/${children.total}` : '';
