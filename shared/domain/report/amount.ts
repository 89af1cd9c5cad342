import { majorUnits } from '../money.ts';

/** Minor units for people to read: `1,234.50`. */
export function amount(minor: number, currency: string): string {
  const [whole = '', fraction] = majorUnits(minor, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
