import type { ReactNode } from 'react';

type SectionProps = { title: string; hint?: string; tools?: ReactNode; children: ReactNode };

/** A card of the dashboard with its heading. */
export function Section({ title, hint, tools, children }: SectionProps) {
  return (
    <section className="dash-card" aria-label={title}>
      <header className="dash-card-head">
        <h2>{title}</h2>
        {tools}
      </header>
      {hint && <p className="hint">{hint}</p>}
      {children}
    </section>
  );
}
