import { describe, expect, it } from 'vitest';
import { isMeantFor } from './meant-for';
import type { MessageEvent } from './wire';

const MINA = { id: 'mina', name: 'Mina' };
const said = (text: string, more: Partial<MessageEvent> = {}): MessageEvent => ({
  id: 'e1',
  type: 'message',
  at: 1,
  by: { id: 'jun', name: 'Jun' },
  text,
  ...more,
});

describe('a message', () => {
  it.each([
    '@Mina how far is it?',
    'how far, @mina?',
    '@Mina야 어디야',
    '(@MINA)',
    'me@Mina.example, no: @Mina',
  ])('%j names the viewer', (text) => {
    expect(isMeantFor(said(text), MINA)).toBe(true);
  });

  it.each(['Mina', '@Minas', '@mina_2', 'write to me@mina', '@ Mina', ''])('%j does not', (text) => {
    expect(isMeantFor(said(text), MINA)).toBe(false);
  });

  it('is meant for whom it answers, and never for its author or a guest', () => {
    const answer = said('yes', { replyTo: { id: 'e0', by: 'mina', name: 'Mina', excerpt: 'far?' } });
    expect(isMeantFor(answer, MINA)).toBe(true);
    expect(isMeantFor(answer, { id: 'ara', name: 'Ara' })).toBe(false);
    expect(isMeantFor(said('@Mina, that is me', { by: MINA }), MINA)).toBe(false);
    expect(isMeantFor(said('@Mina'), null)).toBe(false);
  });
});
