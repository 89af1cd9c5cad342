import { describe } from 'vitest';
import { activity, customers } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ACTIVITY = activity(`
  ann study           2026-06-10  700 x2
  ann lesson_started  2026-06-10 x5
  ann lesson_finished 2026-06-10 x5
  ann question        2026-06-10 x10
  ben study           2026-06-10 1300
  ben lesson_started  2026-06-10 x5
  ben lesson_finished 2026-06-10 x4
  cat 学习            2026-06-10 1300
  cat 开始课时        2026-06-10 x5
  cat 完成课时        2026-06-10 x5
  dov study           2026-06-10  300
  dov lesson_started  2026-06-10 x5
  dov lesson_finished 2026-06-10 x3
  dov comment         2026-06-10 x3
  eli study           2026-06-10  200
  eli lesson_started  2026-06-10 x5
  eli lesson_finished 2026-06-10
  eli 讨论            2026-06-10 x2
  gil study           2026-04-01 2000
  hao study           2026-04-02 1300
`);

const CUSTOMERS = customers(`
  ann yes
  ben yes
  cat yes
  dov yes
  eli yes
  fay yes
  gil no
  hao -
`);

describe('6 教育公司: study time, completion, interaction', () => {
  caseStudy('education', [
    {
      title: 'a quarter without a single order: the activity export is enough',
      asOf: '2026-06-30',
      files: { 'activity.csv': ACTIVITY, 'customers.csv': CUSTOMERS },
      due: [
        [
          'ann',
          'highly-active',
          'quarterly-highly-active: exclusive-offer',
          '1,400 minutes (3), 5 of 5 finished (3), 10 questions (3): 3.0',
        ],
        [
          'ben',
          'active',
          'quarterly-active: study-encouragement',
          '1,300 minutes (3), 4 of 5 are 0.8 and belong below the edge (2), silent (1): 1.2 + 0.8 + 0.2 = 2.2',
        ],
        [
          'cat',
          'highly-active',
          'quarterly-highly-active: exclusive-offer',
          'the Chinese words of the file: 1,300 minutes (3), 5 of 5 (3), silent (1): 2.6',
        ],
        [
          'dov',
          'active',
          'quarterly-active: study-encouragement',
          '300 minutes belong below the edge (1), 3 of 5 (2), 3 comments (2): 0.4 + 0.8 + 0.4 = 1.6',
        ],
        ['eli', 'other', 'quarterly-other: education', '200 minutes (1), 1 of 5 (1), 2 comments (1): 1.0'],
        ['fay', 'other', 'quarterly-other: education', 'did nothing: no completion rate, lowest bands'],
        ['gil', 'other', 'quarterly-other: refused_consent', '2,000 minutes, but 90 days ago; wants no mail'],
        [
          'hao',
          'active',
          'quarterly-active: no_consent',
          '1,300 minutes 89 days ago (3), no lessons (1), silent (1): 1.2 + 0.4 + 0.2 = 1.8',
        ],
      ],
    },
  ]);
});
