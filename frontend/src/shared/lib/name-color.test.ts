import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTRAST_MIN, contrastOf, firstColor, nameColor } from './name-color';

const hex = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((rgb) => `#${rgb.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`);

describe('nameColor', () => {
  it('is readable on both themes, whatever colour was chosen', () => {
    fc.assert(
      fc.property(hex, (color) => {
        expect(contrastOf(nameColor(color, 'v', false), '#ffffff')).toBeGreaterThanOrEqual(CONTRAST_MIN);
        expect(contrastOf(nameColor(color, 'v', true), '#14181d')).toBeGreaterThanOrEqual(CONTRAST_MIN);
      }),
    );
  });

  it('leaves a readable colour as it is', () => {
    expect(nameColor('#1a3c8f', 'v', false)).toBe('#1a3c8f');
  });

  it.each([
    // As the server's own code reckons them; one of them has the smallest hash that there is.
    ['', '#2f7fd1'],
    ['mina', '#1f8a8a'],
    ['polygenelubricants', '#7a6ff0'],
    ['0193fa2c-7b1d-7c3e-9a51-2f6f1f0f8c11', '#c2571a'],
  ])('without a colour is the one that the server gives to %j', (id, color) => {
    expect(firstColor(id)).toBe(color);
  });

  it('is the same for the same viewer without a colour, and ignores what is none', () => {
    expect(nameColor(null, 'viewer-1', false)).toBe(nameColor('red;}', 'viewer-1', false));
  });
});
