import { expect, it } from 'vitest';
import { overlayAddress, overlayOptions } from './overlay-options';

const of = (query: string) => overlayOptions(new URLSearchParams(query));

it('an overlay without options has those that the page chooses', () => {
  expect(of('')).toEqual({ size: 22, max: 12, fade: 0, align: 'bottom', plate: 'none', show: 'all' });
});

it('takes what is within its bounds and nothing else', () => {
  expect(of('size=40&max=5&fade=30&align=top&plate=dark&show=donations')).toEqual({
    size: 40,
    max: 5,
    fade: 30,
    align: 'top',
    plate: 'dark',
    show: 'donations',
  });
  expect(of('size=900&max=0&fade=-1&align=left&plate=&show=no')).toEqual(of(''));
});

it('has an address that leads to the same options', () => {
  const options = { ...of(''), size: 30, show: 'messages' } as const;
  const address = overlayAddress('demo', options);
  expect(address).toBe('/overlay/demo?size=30&show=messages');
  expect(of(address.split('?')[1] ?? '')).toEqual(options);
  expect(overlayAddress('demo', of(''))).toBe('/overlay/demo');
});
