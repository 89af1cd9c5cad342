import { BYTE_ORDER_MARK, csvLine } from '../domain/csv.ts';
import type { Profile } from './profile.ts';

/** A CSV text to fill in: the profile's header and one example row, as Excel opens it without garbling a letter. */
export const templateOf = ({ header, example }: Profile): string =>
  BYTE_ORDER_MARK + csvLine(header) + csvLine(header.map((column) => example[column]));
