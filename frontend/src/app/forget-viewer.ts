import type { SessionState } from '@/features/account/session';
import type { Services } from './services';

/** Drops everything that was read for one viewer before the next one, or a guest, uses the page. */
export function forgetViewers({ session, queries }: Pick<Services, 'session' | 'queries'>): () => void {
  let before = viewerOf(session.state());
  return session.subscribe(() => {
    const now = viewerOf(session.state());
    if (before !== null && now !== before) {
      queries.removeQueries();
    }
    before = now;
  });
}

function viewerOf(state: SessionState): string | null {
  return state.status === 'signed-in' ? state.viewer.id : null;
}
