import { describe, expect, it } from 'vitest';
import { framed, headFault, layoutOf } from '../../../../shared/domain/mail/frame.ts';
import { partsOf } from '../../../../shared/domain/mail/template-parts.ts';

const footer = partsOf('about: x\nclosing: Regards,\n---\n<i>foot</i>\n---\nfoot');
const layout = {
  html: '[[language]] [[accent]] [[ink]] [[preheader]]|[[body]]|[[button]]|[[closing]]|[[footer]]',
  text: '[[body]]|[[closing]]|[[footer]]',
};
const framing = (head: string, html = '<p>x</p>', text = 'x') => ({
  ...{ layout, footer, language: 'en' as const },
  template: partsOf(`${head}\n---\n${html}\n---\n${text}\n`),
});

describe('a template in its layout', () => {
  it('fills every slot from its head, its body and the footer of its language', () => {
    expect(framed(framing('subject: Hi\nbutton: Go\naccent: #101010\npreheader: p'))).toEqual({
      subject: '{{ subjectPrefix }}Hi',
      html: 'en #101010 #ffffff p|<p>x</p>|Go|Regards,|<i>foot</i>',
      text: 'x|Regards,|foot',
    });
  });

  it('has a colour and a closing even if its head names none, and may close in words of its own', () => {
    expect(framed(framing('subject: a\nbutton: b')).html).toContain('#4a6fa5 #ffffff |');
    expect(framed(framing('subject: a\nbutton: b\nclosing: Yours,')).text).toBe('x|Yours,|foot');
  });

  it('bears no mark of advertising where it says that it does not advertise', () => {
    expect(framed(framing('subject: Hi\nadvertises: no')).subject).toBe('Hi');
    expect(framed(framing('subject: Hi\nadvertises: yes')).subject).toBe('{{ subjectPrefix }}Hi');
  });

  it('cannot fill with its head what is not the head’s, nor open slots in its body', () => {
    const sly = framing('subject: a\nbutton: [[footer]]\nbody: B\nfooter: F\nink: I', '[[footer]]');
    expect(framed(sly).html).toBe('en #4a6fa5 #ffffff |[[footer]]|[[footer]]|Regards,|<i>foot</i>');
  });
});

describe('a head', () => {
  it.each([
    ['without a subject', 'button: b', { kind: 'missing', key: 'subject' }],
    ['without what its layout shows', 'subject: a', { kind: 'missing', key: 'button' }],
    ['with an empty value', 'subject: a\nbutton:', { kind: 'missing', key: 'button' }],
    ['with a colour by name', 'subject: a\nbutton: b\naccent: red', { kind: 'accent' }],
    ['that is whole', 'subject: a\nbutton: b\naccent: #AABBCC', undefined],
  ])('%s', (_, head, fault) => {
    expect(headFault(framing(head))).toEqual(fault);
  });

  it.each([
    ['<a href="{{ unsubscribeUrl }}">x</a>', undefined],
    ['<a href="{{- unsubscribeUrl | url_encode }}">x</a>', undefined],
    ['<a href="unsubscribeUrl">x</a>', { kind: 'noUnsubscribe' }],
  ])('of a document of its own: %s', (html, fault) => {
    const own = {
      ...framing('subject: a\nlayout: own', html),
      layout: { html: '[[body]]', text: '[[body]]' },
    };
    expect(headFault(own)).toEqual(fault);
  });

  it('names its layout, or is a letter', () => {
    expect(layoutOf(framing('layout: offer').template)).toBe('offer');
    expect(layoutOf(framing('subject: a').template)).toBe('letter');
  });
});
