const PATHS = {
  reply: 'M9 5 4 10l5 5M4 10h9a7 7 0 0 1 7 7v2',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M12 5v14M6 13l6 6 6-6',
  send: 'M4 12 20 5l-5 15-4-6-7-2Zm7 2 4-4',
  pin: 'M9 4h6l-1 6 4 4H6l4-4-1-6Zm3 10v6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12ZM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  plus: 'M12 5v14M5 12h14',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM16 16l4.5 4.5',
  notice: 'M4 10v4h3l7 4V6l-7 4H4Zm13-1a4 4 0 0 1 0 6',
  gift: 'M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7S10.5 3 8.5 3 6 6 8 7h4Zm0 0s1.5-4 3.5-4S18 6 16 7h-4Z',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  screen: 'M3 5h18v12H3zM8 21h8',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words; screen readers pass over it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
