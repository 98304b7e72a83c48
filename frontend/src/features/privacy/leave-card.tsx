import { useState } from 'react';
import { useWords } from '@/shared/lib/language';
import { LeaveDialog } from './leave-dialog';
import { PRIVACY_TEXTS } from './texts';

type LeaveCardProps = {
  /** Deletes the account; rejects with a `Problem`: `credentials_wrong` where it is not the password. */
  onLeave: (password: string) => Promise<void>;
};

/** The way to delete the own account. */
export function LeaveCard({ onLeave }: LeaveCardProps) {
  const words = useWords(PRIVACY_TEXTS);
  const [isAsking, setAsking] = useState(false);
  return (
    <section className="card" aria-label={words.leaveTitle}>
      <h2>{words.leaveTitle}</h2>
      <p className="hint">{words.leaveHint}</p>
      <button type="button" className="button-danger" onClick={() => setAsking(true)}>
        {words.leave}
      </button>
      {isAsking && <LeaveDialog onLeave={onLeave} onClose={() => setAsking(false)} />}
    </section>
  );
}
