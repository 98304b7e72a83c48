import { useState } from 'react';
import { ProfilePage } from '@/features/account/profile-page';
import { useSessionState } from '@/features/account/session-context';
import { BlockedCard } from '@/features/direct/blocked-card';
import { ExportCard } from '@/features/privacy/export-card';
import { LeaveCard } from '@/features/privacy/leave-card';
import { LeftNotice } from '@/features/privacy/left-notice';
import type { Services } from './services';

/** The own profile, what is stored of oneself, and the way out. */
export function AccountPage({ services }: { services: Services }) {
  const session = useSessionState();
  const [hasLeft, setHasLeft] = useState(false);
  const leave = async (password: string) => {
    await services.session.leave(password);
    setHasLeft(true);
  };
  if (hasLeft && session.status === 'guest') {
    return <LeftNotice />;
  }
  return (
    <ProfilePage>
      <BlockedCard api={services.api} />
      <ExportCard raw={services.raw} />
      <LeaveCard onLeave={leave} />
    </ProfilePage>
  );
}
