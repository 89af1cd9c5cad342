import { MARKED_DOMAIN, MARKED_NAME } from './markers.ts';

/** A shop small enough to reason about: 60 customers, one to six orders each, all agreed to mail but every fifth. */
const CUSTOMERS = 60;

const two = (number: number): string => String(number).padStart(2, '0');
const idOf = (i: number): string => `c${two(i)}`;
export const SHOP_IDS: readonly string[] = Array.from({ length: CUSTOMERS }, (_, i) => idOf(i));

function ordersOf(i: number): string[] {
  const count = 1 + ((i * 7) % 6);
  return Array.from({ length: count }, (_, k) => {
    const month = 1 + ((i + k * 2) % 6);
    const amount = `${10 + ((i * 37 + k * 11) % 190)}.${two((i * 13) % 100)}`;
    return `o${two(i)}-${k},${idOf(i)},2026-${two(month)}-${two(1 + ((i * 3 + k) % 28))},${amount},CNY`;
  });
}

export const ordersCsv = (): string =>
  `${['order_id,customer_id,ordered_at,amount,currency', ...Array.from({ length: CUSTOMERS }, (_, i) => ordersOf(i)).flat()].join('\n')}\n`;

/** Every fifth said no. */
export const saidNo = (customerId: string): boolean => Number(customerId.slice(1)) % 5 === 0;

export const customersCsv = (): string =>
  `${[
    'customer_id,email,name,language,consent,consent_at',
    ...Array.from({ length: CUSTOMERS }, (_, i) => {
      const consent = saidNo(idOf(i)) ? 'no' : 'yes';
      return `${idOf(i)},${idOf(i)}@${MARKED_DOMAIN},${MARKED_NAME}${i},${i % 2 ? 'en' : 'zh-CN'},${consent},2026-01-01`;
    }),
  ].join('\n')}\n`;

/** Later orders that make some rise: every seventh customer buys much, recently and often. */
export const laterOrdersCsv = (): string =>
  `${[
    'order_id,customer_id,ordered_at,amount,currency',
    ...Array.from({ length: CUSTOMERS }, (_, i) => i)
      .filter((i) => i % 7 === 0)
      .flatMap((i) =>
        Array.from({ length: 8 }, (_, k) => `n${two(i)}-${k},${idOf(i)},2026-09-${two(10 + k)},900.00,CNY`),
      ),
  ].join('\n')}\n`;
