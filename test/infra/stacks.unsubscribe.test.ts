import { expect, it } from 'vitest';
import { SETTINGS } from '../../infra/config.ts';
import { synthesise, textOf, valuesOf } from './stacks.fixture.ts';

it.each([
  ['the function itself, where no host stands in front of it', '', /FunctionUrl/],
  [
    'a host of one’s own, which outlives the stack',
    'https://leave.example.com/',
    /^https:\/\/leave\.example\.com\/$/,
  ],
])('unsubscribe links lead to %s', (_, unsubscribeUrl, expected) => {
  const { pipeline } = synthesise({ ...SETTINGS.staging, unsubscribeUrl });
  const links = Object.values(pipeline.of('AWS::Lambda::Function'))
    .flatMap(({ Properties }) => valuesOf(Properties.Environment, 'UNSUBSCRIBE_URL'))
    .map((link) => textOf(link));
  expect(links).toEqual([expect.stringMatching(expected)]);
  expect(textOf(pipeline.outputs.UnsubscribeUrl?.Value)).toBe(links[0]);
  expect(textOf(pipeline.outputs.UnsubscribeFunctionUrl?.Value)).toMatch(/FunctionUrl/);
});
