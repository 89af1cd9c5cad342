import { describe, expect, it } from 'vitest';
import { budgetOf, costOf } from '../../../../shared/domain/mail/cost.ts';

describe('what mails cost, in millionths of a major unit', () => {
  it.each([
    [undefined, '0.0007', 700],
    [{ list: 'autumn', cost: '1.5' }, '0.0007', 1_500_700],
    [{ list: 'autumn', cost: '0' }, '0.1', 100_000],
  ])('a mail with the offer %j at %s', (offer, costPerMail, expected) => {
    expect(costOf(offer, { costPerMail })).toBe(expected);
  });

  it('a budget keeps its counts; its money is counted likewise', () => {
    expect(budgetOf({ mails: 2, cost: '0.07' })).toEqual({ mails: 2, cost: 70_000 });
    expect(budgetOf({ offers: 3 })).toEqual({ offers: 3 });
  });
});
