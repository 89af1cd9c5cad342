import type { Layout } from '../formats/layout.ts';
import type { CellReader } from '../formats/row-reader.ts';
import { unwrapped } from '../formats/text.ts';

/** Where a row has cells too many or too few, the number of its order is looked for so many places off. */
const MOST_SHIFTED = 50;
/** No order that is read has a longer number. */
const LONGEST_ID = 256;

/** Notes the orders of which a line could not be read: the sum of the others would be too small. */
export function incompleteOrders({ header, mapping }: Layout, reader: CellReader) {
  const ids = new Set<string>();
  const hasLines = mapping.profile.grain === 'lines';

  function note(cells: readonly string[]): void {
    if (!hasLines) return;
    const id = unwrapped(reader.text(cells, 'order_id'));
    if (id !== '' && id.length <= LONGEST_ID) ids.add(id);
  }

  /** Nobody knows where such a row won or lost its cells: any cell that may be the number is taken for it. */
  function noteRagged(record: readonly string[]): void {
    const over = record.length - header.length;
    const shifts = hasLines ? Math.min(Math.abs(over), MOST_SHIFTED) : -1;
    for (let shift = 0; shift <= shifts; shift += 1)
      note(over > 0 ? record.slice(shift) : [...Array<string>(shift).fill(''), ...record]);
  }

  return { ids, note, noteRagged };
}
