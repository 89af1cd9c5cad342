import { describe, expect, it } from 'vitest';
import { readingTold } from '../../../infra/cli/reading.ts';
import type { Terminal } from '../../../infra/cli/terminal.ts';

const NOW = new Date('2026-10-01T00:00:00Z');

function terminal() {
  const said: string[] = [];
  const note = (text: string) => void said.push(text.trim());
  const fake: Terminal = {
    ...{ language: 'en', json: false, line: note, passing: (text) => note(`passing ${text.trim()}`) },
    ...{ say: () => undefined, result: () => undefined },
  };
  return { said, fake };
}

const at = (read: number, seconds = 0, intakeId = 'a') => ({
  ...{ intakeId, key: `orders/${intakeId}.csv`, read, total: 1000 },
  at: new Date(NOW.getTime() - seconds * 1000).toISOString(),
});

describe('how far a large file is read', () => {
  it('stands in a line that changes where somebody watches', () => {
    const { said, fake } = terminal();
    const tell = readingTold(fake, true);
    for (const read of [0, 425, 429]) tell([at(read)], NOW);
    expect(said).toEqual(['passing … a.csv 0 %', 'passing … a.csv 42 %', 'passing … a.csv 42 %']);
  });

  it('stands in a plain line at each tenth elsewhere, for each file by itself', () => {
    const { said, fake } = terminal();
    const tell = readingTold(fake, false);
    for (const read of [0, 50, 100, 150, 425, 1200]) tell([at(read), at(read / 10, 0, 'b')], NOW);
    expect(said).toEqual(['… a.csv 10 %', '… a.csv 42 %', '… a.csv: summing up …', '… b.csv 12 %']);
  });

  it('is not told of a call that died a while ago', () => {
    const { said, fake } = terminal();
    readingTold(fake, true)([at(425, 120)], NOW);
    expect(said).toEqual([]);
  });
});
