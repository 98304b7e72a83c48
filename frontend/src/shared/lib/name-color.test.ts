import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTRAST_MIN, contrastOf, nameColor } from './name-color';

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

  it('is the same for the same viewer without a colour, and ignores what is none', () => {
    expect(nameColor(null, 'viewer-1', false)).toBe(nameColor('red;}', 'viewer-1', false));
  });
});
