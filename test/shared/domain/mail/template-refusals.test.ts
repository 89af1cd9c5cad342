import { expect, it } from 'vitest';
import { checkParts } from '../../../../shared/domain/mail/template-check.ts';
import { partsOf } from '../../../../shared/domain/mail/template-parts.ts';
import { templateUnreadable } from '../../../../shared/domain/mail/template-refusals.ts';

it('a template that runs without end is refused in our own words, whether or not a mail was near', () => {
  const said = templateUnreadable('a.en.liquid', 'memory alloc limit exceeded').say('en');
  expect(said).toContain('runs too long');
  expect(said).not.toMatch(/alloc|no mail was sent/);
});

it('a link behind a value of ours is named without an invented host', () => {
  const source = 'subject: A\n---\n<a href="{{ links.home }}.evil.example.net">x</a>\n---\nx\n';
  const [fault] = checkParts(partsOf(source), ['shop.example']);
  expect(fault?.message.en).toContain('{{ … }}.evil.example.net');
});
