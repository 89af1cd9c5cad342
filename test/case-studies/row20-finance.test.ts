import { describe } from 'vitest';
import { orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 100
  cat 2026-06-01 100
  fay 2026-06-01 100
`);

const CUSTOMERS = `客户编号,邮箱,姓名,同意营销,同意时间,资产规模,风险偏好
ann,ann@example.com,安然,是,2026-01-01,150万,进取
ben,ben@example.com,本立,是,2026-01-01,1000000,保守
cat,cat@example.com,蔡明,是,2026-01-01,999999.99,稳健
dov,dov@example.com,董维,是,2026-01-01,20万,保守
eli,eli@example.com,易丽,是,2026-01-01,"¥200,000",进取
fay,fay@example.com,方圆,是,2026-01-01,5万,稳健
gil,gil@example.com,郭立,是,2026-01-01,5万,保守
hao,hao@example.com,郝仁,是,2026-01-01,,进取
ida,ida@example.com,易达,否,2026-01-01,300万,
jan,jan@example.com,简宁,是,2026-01-01,30万,
`;

describe('20 金融公司: tiers by assets, products by appetite', () => {
  caseStudy('finance', [
    {
      title: 'the second quarter of 2026, with the file as the company has it',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, '客户资产.csv': CUSTOMERS },
      due: [
        ['ann', 'private', 'quarterly-private: personal-adviser', '1.5 million'],
        ['ben', 'private', 'quarterly-private: personal-adviser', 'exactly a million'],
        ['cat', 'wealth', 'quarterly-wealth: financial-offer', 'a fen less than a million, steady'],
        ['dov', 'wealth', 'quarterly-wealth: education', '200,000, cautious: guidance first'],
        ['eli', 'wealth', 'quarterly-wealth: financial-offer', '200,000, bold'],
        ['fay', 'basic', 'quarterly-basic: promotion', '50,000, steady'],
        ['gil', 'basic', 'none', '50,000, cautious: no product suits'],
        ['hao', 'basic', 'quarterly-basic: promotion', 'assets are not known, bold'],
        ['ida', 'private', 'quarterly-private: refused_consent', '3 million; wants no mail'],
        ['jan', 'wealth', 'quarterly-wealth: education', '300,000; has stated no appetite: as the cautious'],
      ],
    },
  ]);
});
