import { describe, expect, it } from 'vitest';
import { placeholders, provided, stored } from '../../../shared/adapters/expression.ts';

describe('what a request says of its expressions', () => {
  it('names and values carry their signs, from the change and from its condition', () => {
    const change = { text: 'SET #a = :a', names: { a: 'state' }, values: { a: 'sent' } };
    const condition = { text: '#b = :b', names: { b: 'owner' }, values: { b: 7 } };
    expect(placeholders(change, condition)).toEqual({
      ExpressionAttributeNames: { '#a': 'state', '#b': 'owner' },
      ExpressionAttributeValues: { ':a': { S: 'sent' }, ':b': { N: '7' } },
    });
  });

  it('DynamoDB refuses empty lists of them, so they are left out', () => {
    expect(placeholders({ text: 'attribute_exists(pk)' }, undefined)).toEqual({});
  });

  it('one name stands for one thing', () => {
    const [one, other] = [
      { text: '', values: { a: 1 } },
      { text: '', values: { a: 2 } },
    ];
    expect(() => placeholders(one, other)).toThrow(':a has two values');
    expect(placeholders(one, one)).toEqual({ ExpressionAttributeValues: { ':a': { N: '1' } } });
  });

  it('no condition, no word of one', () => {
    expect(provided(undefined)).toEqual({});
    expect(provided({ text: 'attribute_not_exists(pk)' })).toEqual({
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });
});

it('a field that is not there is not stored, at any depth', () => {
  expect(stored({ a: 1, b: undefined, c: { d: null, e: undefined } })).toEqual({
    a: { N: '1' },
    c: { M: { d: { NULL: true } } },
  });
});
