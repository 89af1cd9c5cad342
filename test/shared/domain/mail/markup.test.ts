import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorsOf, marksInHtml, marksInText } from '../../../../shared/domain/mail/markup.ts';

const urls = (html: string) => marksInHtml(html).flatMap((mark) => (mark.kind === 'link' ? [mark.url] : []));

describe('the links of an HTML', () => {
  it.each([
    ['<a href="a">', ['a']],
    ["<A\nHREF = 'a b'>", ['a b']],
    ['<a title="x>y" href=a>', ['a']],
    ['<img srcset="a 1x, b 2x" src="c">', ['a', 'b', 'c']],
    ['<td background="a" style="background:url( \'b\' )">', ['a', 'b']],
    ['<style>@import "a"; p { background: url(b) }</style>', ['a', 'b']],
    ['<a name="a">href="b"</a>', []],
    ['<use xlink:href="a">', ['a']],
    ['<a href="a"', ['a']],
  ])('%s are %j', (html, expected) => {
    expect(urls(html)).toEqual(expected);
  });

  it('lead somewhere by clicking only where they are anchors', () => {
    expect(anchorsOf('<a class="x" href="a">1</a><img src="b"><A HREF=c>2</A>')).toEqual(['a', 'c']);
  });

  it.each([
    ['an open quote', '<p "> '],
    ['a comment with an open quote', '<!-- <p x=" --> '],
    ['a style with an open quote', '<style> a src=" </style>'],
    ['a title', "<title><p x='</title>"],
    ['a tag that never ends', '<p x="1" '],
  ])('are found behind %s', (_, before) => {
    expect(urls(`${before}<a href="https://a.example/">`)).toContain('https://a.example/');
  });

  it('are found behind whatever stands before them', () => {
    const noise = fc.array(
      fc.constantFrom('<p ', '>', '</p>', '<!--', '-->', '"', "'", '=', ' ', '\n', 'href', '<style>', 'x='),
    );
    fc.assert(
      fc.property(noise, (before) => {
        expect(urls(`${before.join('')}<a href="https://a.example/">`)).toContain('https://a.example/');
      }),
    );
  });
});

it('the links of a plain text end before the sentence does', () => {
  const found = marksInText('See https://a.example/x. (http://b.example/?a=1) 请看https://c.example/y。');
  expect(found.map((mark) => (mark.kind === 'link' ? mark.url : ''))).toEqual([
    'https://a.example/x',
    'http://b.example/?a=1',
    'https://c.example/y',
  ]);
});
