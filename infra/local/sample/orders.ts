import type { Draws } from './draws.ts';
import { LAST_WEEK } from './habits.ts';
import type { Person } from './people.ts';

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2025, 3, 1);
const END = Date.UTC(2026, 9, 1);

/** An order with everything that will ever happen to it. Moments are shop time, money is fen. */
export interface Order {
  id: string;
  person: Person;
  at: number;
  amount: number;
  category: string;
  channel: string;
  /** When it came into the shop's books; a market stall is late at times. */
  bookedAt: number;
  fate: 'kept' | 'cancelled' | 'unpaid' | 'returned';
  fateAt: number;
  refund: number;
}

const CATEGORIES: readonly [string, ...string[]] = ['绿茶', '红茶', '乌龙', '普洱', '茶具', '礼盒'];
const CHANNELS: readonly [string, ...string[]] = ['app', 'app', 'web', 'store', 'miniprogram'];

function fateOf(draws: Draws): Order['fate'] {
  const drawn = draws.next();
  if (drawn < 0.035) return 'cancelled';
  if (drawn < 0.055) return 'unpaid';
  return drawn < 0.1 ? 'returned' : 'kept';
}

function orderOf(draws: Draws, person: Person, at: number): Omit<Order, 'id'> {
  const fate = fateOf(draws);
  const size = 0.35 + draws.next() + 2 * draws.next() * draws.next() * draws.next();
  // A zero amount is a free sample: it counts for nothing.
  const amount = draws.chance(0.004) ? 0 : Math.floor(person.basket * size);
  const wait = fate === 'returned' ? draws.between(3, 40) : draws.between(0, 3);
  const whole = draws.chance(0.4);
  return {
    ...{ person, at, amount, fate, category: draws.pick(CATEGORIES), channel: draws.pick(CHANNELS) },
    bookedAt: draws.chance(0.006) ? at + draws.between(2, 12) * DAY : at,
    fateAt: fate === 'unpaid' ? at : at + wait * DAY + draws.between(60, 20_000) * 1000,
    refund: fate !== 'returned' ? 0 : whole ? amount : Math.floor((amount * draws.between(10, 80)) / 100),
  };
}

function* boughtBy(draws: Draws, person: Person): Generator<Omit<Order, 'id'>> {
  let first = person.joinedWeek >= 0;
  for (let week = Math.max(0, person.joinedWeek); week <= LAST_WEEK; week += 1) {
    const eager = Math.min(0.85, person.level * person.habit.eagerness(week, person.joinedWeek));
    const buys = draws.chance(eager);
    if (!buys && !first) continue;
    first = false;
    const second = draws.between(8 * 3600, 23 * 3600);
    const at = FIRST_DAY + (week * 7 + draws.between(0, 6)) * DAY + second * 1000;
    if (at < END) yield orderOf(draws, person, at);
  }
}

/** Every order of everyone, oldest first, with numbers that count within a day. */
export function ordersOf(draws: Draws, people: readonly Person[]): Order[] {
  const bought = people.flatMap((person) => [...boughtBy(draws, person)]);
  bought.sort((a, b) => a.at - b.at || (a.person.id < b.person.id ? -1 : 1));
  const numbers = new Map<string, number>();
  return bought.map((order) => {
    const day = new Date(order.at).toISOString().slice(2, 10).replaceAll('-', '');
    const number = (numbers.get(day) ?? 0) + 1;
    numbers.set(day, number);
    return { ...order, id: `${day}-${String(number).padStart(3, '0')}` };
  });
}
