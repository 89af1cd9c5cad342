import { describe, expect, it } from 'vitest';
import { customers, orders } from '../support/case-files.ts';
import { caseStudy } from '../support/case-study.ts';

const ORDERS = orders(`
  ann 2026-06-01 1000 x4
  ben 2026-06-01 1000 x4
  cat 2026-06-01 1000 x4
  dov 2026-06-01  300 x10
  eli 2026-06-01  300
  fay 2026-06-01  300
  gil 2026-06-01  300
  hao 2026-06-01  300
  ida 2026-06-01  300
  jan 2026-06-01  300
  kai 2026-06-01  300
`);

const CUSTOMERS = customers(
  `
  ann yes CN,上海,金融,800,,,,
  ben yes US,Boston,,,40,male,,
  cat yes CN,成都,,,45,男,50万,本科
  dov yes CN,杭州,,,35,男,,
  eli yes CN,苏州,制造业,80,,,,
  fay yes CN,武汉,,,20,女,,在读
  gil yes CN,北京,,,30,女,,
  hao yes CN,北京,,,30,男,,
  ida yes
  jan yes CN,厦门,零售,30,,,,
  kai no  CN,广州,软件,2000,,,,
`,
  'country,attr_city,attr_industry,attr_employees,attr_age,attr_gender,attr_income,attr_education',
);

describe('16 地理 / 行业 / 人口统计细分: a variant of the mail for each', () => {
  const { published } = caseStudy('segments', [
    {
      title: 'the second quarter of 2026',
      asOf: '2026-06-30',
      files: { 'orders.csv': ORDERS, 'customers.csv': CUSTOMERS },
      due: [
        ['ann', 'key', 'quarterly-key: support-plan', '4,000; a company of 800'],
        ['ben', 'key', 'quarterly-key: personal-adviser', '4,000; abroad'],
        ['cat', 'key', 'quarterly-key: financial-offer', '4,000; an income of half a million'],
        [
          'dov',
          'key',
          'quarterly-key: vip',
          '3,000; at home, no company, small orders: the mail of the tier',
        ],
        ['eli', 'general', 'quarterly-general: education', '300; a manufacturer'],
        ['fay', 'general', 'quarterly-general: study-encouragement', '300; a student of 20'],
        ['gil', 'general', 'quarterly-general: nurture', '300; a woman in Beijing'],
        ['hao', 'general', 'quarterly-general: promotion', '300; a man in Beijing: the mail of the tier'],
        ['ida', 'general', 'quarterly-general: promotion', '300; nothing is known'],
        ['jan', 'general', 'quarterly-general: promotion', '300; a small company in retail'],
        ['kai', 'general', 'quarterly-general: refused_consent', '300; a large company that wants no mail'],
      ],
    },
  ]);

  it.each([
    ['ann', { place: 'big-city', company: 'large', person: 'other' }],
    ['ben', { place: 'elsewhere', company: 'none', person: 'other' }],
    ['cat', { place: 'home', company: 'none', person: 'affluent' }],
    ['eli', { place: 'home', company: 'factory', person: 'other' }],
    ['fay', { place: 'home', company: 'none', person: 'student' }],
    ['gil', { place: 'big-city', company: 'none', person: 'women' }],
    ['ida', { place: 'elsewhere', company: 'none', person: 'other' }],
    ['jan', { place: 'home', company: 'small', person: 'other' }],
  ])('%s is in one part of every list', async (customer, segments) => {
    expect((await published(customer)).segments).toMatchObject(segments);
  });
});
