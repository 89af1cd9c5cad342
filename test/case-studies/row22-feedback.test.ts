import { describe, expect, it } from 'vitest';
import { customers, feedback, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 100
  ben 2026-06-01 100
`);
const FEEDBACK = feedback(`
  ann complaint 2026-06-20
  ben complaint 2026-06-01 - 2026-06-10
  cat rating    2026-06-01 2
  dov rating    2026-02-01 1
  dov rating    2026-03-01 2
  dov rating    2026-06-01 4
  eli 评分      2026-06-01 5
  fay survey    2026-06-01 4
  gil rating    2026-06-01 5
  hao rating    2026-06-01 3
  ida rating    2026-01-01 1
  jan rating    2026-06-01 1
`);
/** The first row once more, closed. */
const SETTLED = feedback('ann complaint 2026-06-20 - 2026-07-05');
const AUTUMN = orders('ben 2026-09-30 100', 'autumn');
const CUSTOMERS = customers(
  `
  ann yes ,电话
  ben yes ,微信
  cat yes
  dov yes
  eli yes 正面,Chat
  fay yes
  gil yes 负面,400
  hao yes 中性,
  ida yes
  jan no
`,
  'attr_sentiment,attr_feedback_channel',
);

describe('22 客户反馈与改进: flags, and who needs an answer', () => {
  const { published } = caseStudy('feedback', [
    {
      title: 'the second quarter of 2026, looking 180 days back',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'feedback.csv': FEEDBACK, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'follow-up', 'follow-up: complaint-care', 'a complaint is open'],
        ['ben', 'regular', 'quarterly-regular: promotion', 'the complaint is settled, no rating'],
        ['cat', 'follow-up', 'follow-up: care', 'rated 2'],
        ['dov', 'follow-up', 'follow-up: care', 'rated 4 at last, but twice 2 or less before'],
        ['eli', 'advocate', 'quarterly-advocate: referral', 'rated 5, and sounds so'],
        ['fay', 'advocate', 'quarterly-advocate: referral', 'answered 4; nothing is known of how he sounds'],
        ['gil', 'follow-up', 'follow-up: care', 'rated 5, but sounds unhappy'],
        ['hao', 'regular', 'quarterly-regular: promotion', 'rated 3'],
        ['ida', 'regular', 'quarterly-regular: promotion', 'rated 1, 180 days ago: too long'],
        ['jan', 'follow-up', 'follow-up: refused_consent', 'rated 1; wants no mail'],
      ],
    },
    {
      title: 'the third quarter: what is settled is thanked for',
      asOf: '2026-09-30',
      files: { 'settled.csv': SETTLED, 'autumn.csv': AUTUMN },
      due: [
        ['ann', 'regular', 'answered: feedback-thanks; quarterly-regular: promotion', 'settled in July'],
        ['ben', 'regular', 'quarterly-regular: promotion', 'as before'],
        ['cat', 'follow-up', 'follow-up: care', 'rated 2, and nothing since'],
        [
          'dov',
          'advocate',
          'answered: feedback-thanks; quarterly-advocate: referral',
          'rated 4; the low ratings are long ago',
        ],
        ['eli', 'advocate', 'quarterly-advocate: referral', 'as before'],
        ['fay', 'advocate', 'quarterly-advocate: referral', 'as before'],
        ['gil', 'follow-up', 'follow-up: care', 'still sounds unhappy'],
        ['hao', 'regular', 'quarterly-regular: promotion', 'as before'],
        ['ida', 'regular', 'quarterly-regular: promotion', 'as before'],
        ['jan', 'follow-up', 'follow-up: refused_consent', 'as before'],
      ],
    },
  ]);

  it.each([
    ['ann', [], 'phone'],
    ['ben', [], 'chat'],
    ['dov', ['delighted'], 'mail'],
    ['eli', ['delighted'], 'chat'],
    ['gil', ['disappointed'], 'phone'],
  ])('%s has the flags %j and is answered by %s', async (customer, flags, answerBy) => {
    expect(await published(customer)).toMatchObject({ flags, segments: { answerBy } });
  });
});
