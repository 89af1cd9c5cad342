import { expect, test } from 'vitest';
import { problemText } from '../../../../shared/formats/problems.ts';
import { taobaoItems } from '../../../../shared/formats/taobao-items.ts';
import { gb18030 } from '../../../support/gb18030.ts';
import { inspectText } from '../../../support/inspect-text.ts';
import { platformFile } from '../../../support/platform-file.ts';

const item = (id: string, title: string, price: string) => ({
  订单编号: `="${id}"`,
  标题: title,
  价格: price,
  购买数量: '1',
  订单状态: '交易成功',
});
const FILE = platformFile(taobaoItems, [
  item('1930017826451093201', '明前龙井 250克', '299.00'),
  item('1930017826451093201', '茶具', '39.00'),
  item('1930017826451093202', '茶叶罐', '19.90'),
]);

test.each([
  ['as exported', FILE],
  ['with guards that have no quotes', FILE.replaceAll('"=""', '="').replaceAll('"""', '"')],
])('an item list %s is refused whole, whatever is in it', async (_, text) => {
  const read = await inspectText(gb18030(text));
  expect(read).toMatchObject({
    status: 'refused',
    encoding: 'gb18030',
    counts: { rows: 0, kept: 0 },
    problems: [{ line: 1, code: 'F_TWIN_FILE' }],
  });
});

test('whoever uploaded it is told which file to upload instead', () => {
  const { remedy } = problemText('F_TWIN_FILE');
  expect(remedy.en).toContain('ExportOrderList');
  expect(remedy['zh-CN']).toContain('ExportOrderList');
});
