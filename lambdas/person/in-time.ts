import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';
import type { PersonCall } from './dependencies.ts';

/** Milliseconds that the largest single object, and then the file itself, may take. */
const ENOUGH_MS = 120_000;

export const isLate = ({ timeLeft }: PersonCall): boolean => timeLeft() < ENOUGH_MS;

/** Reads one place after another; `left` are those that the time did not suffice for. */
export async function asFarAsTimeAllows<Place>(
  places: readonly Place[],
  read: (place: Place) => Promise<unknown[]>,
  call: PersonCall,
): Promise<{ held: unknown[]; left: Place[] }> {
  const held: unknown[] = [];
  for (const [i, place] of places.entries()) {
    if (isLate(call)) return { held, left: places.slice(i) };
    for (const one of await read(place)) held.push(one);
  }
  return { held, left: [] };
}

export const tooMuch = (): Refusal =>
  new Refusal(
    'E_EXPORT_LATE',
    both(
      'There are too many exports to look through for a person in one go; nothing was written.',
      '导出文件过多，无法在一次处理中查完；未写入任何内容。',
    ),
    both(
      'Give the person function more memory: it is faster then. Then ask again.',
      '请为 person 函数分配更多内存以加快处理，然后重新提交请求。',
    ),
  );
