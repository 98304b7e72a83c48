import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { SessionProvider, useSessionState } from '@/features/account/session-context';
import { SignInPage } from '@/features/account/sign-in-page';
import { SignUpPage } from '@/features/account/sign-up-page';
import { RoomListPage } from '@/features/rooms/room-list-page';
import { useTexts } from '@/shared/lib/language';
import { Link, usePath } from '@/shared/lib/router';
import { Loading } from '@/shared/ui/states';
import { ErrorBoundary } from './error-boundary';
import { forgetViewers } from './forget-viewer';
import { RoomPage } from './room-page';
import type { Services } from './services';
import { Shell } from './shell';
import { useTitle } from './use-title';

const ROOM_PATH = /^\/rooms\/([a-z0-9-]{3,40})\/?$/;
const DASHBOARD_PATH = /^\/dashboard\/([a-z0-9-]{3,40})(?:\/([a-z]*))?\/?$/;
const MESSAGES_PATH = /^\/messages(?:\/([a-z0-9-]{3,40}))?\/?$/;
const OVERLAY_PATH = /^\/overlay\/([a-z0-9-]{3,40})\/?$/;

/** Loaded when it is first shown: most viewers never do. */
const DashboardPage = lazy(async () => ({
  default: (await import('@/features/dashboard/dashboard-page')).DashboardPage,
}));

const WalletPage = lazy(async () => ({
  default: (await import('@/features/money/wallet-page')).WalletPage,
}));

const AccountPage = lazy(async () => ({ default: (await import('./account-page')).AccountPage }));
const MessagesPage = lazy(async () => ({ default: (await import('./messages-page')).MessagesPage }));
const OverlayPage = lazy(async () => ({ default: (await import('./overlay-page')).OverlayPage }));

export function App({ services }: { services: Services }) {
  useEffect(() => forgetViewers(services), [services]);
  useEffect(() => {
    void services.session.restore();
  }, [services]);
  return (
    <QueryClientProvider client={services.queries}>
      <SessionProvider session={services.session}>
        <Frame services={services} />
      </SessionProvider>
    </QueryClientProvider>
  );
}

/** An overlay stands alone; every other page has the frame around it. */
function Frame({ services }: { services: Services }) {
  const overlay = OVERLAY_PATH.exec(usePath())?.[1];
  return overlay === undefined ? (
    <Shell api={services.api}>
      <Page services={services} />
    </Shell>
  ) : (
    <Suspense fallback={null}>
      <OverlayPage services={services} id={overlay} />
    </Suspense>
  );
}

function Page({ services }: { services: Services }) {
  const texts = useTexts();
  const path = usePath();
  return (
    <ErrorBoundary path={path} words={texts.common.crashed} again={texts.common.retry}>
      <Route services={services} path={path} />
    </ErrorBoundary>
  );
}

function Route({ services, path }: { services: Services; path: string }) {
  const texts = useTexts();
  const room = ROOM_PATH.exec(path)?.[1];
  if (room !== undefined) {
    return <RoomPage services={services} id={room} />;
  }
  if (path === '/wallet') {
    return <Wallet services={services} />;
  }
  const messages = MESSAGES_PATH.exec(path);
  if (messages !== null) {
    return <Messages services={services} room={messages[1] ?? null} />;
  }
  const dashboard = DASHBOARD_PATH.exec(path);
  if (dashboard?.[1] !== undefined) {
    return <Dashboard services={services} room={dashboard[1]} part={dashboard[2] ?? ''} />;
  }
  switch (path) {
    case '/':
      return <Rooms services={services} />;
    case '/sign-in':
      return <Titled title={texts.account.signInTitle} page={<SignInPage />} />;
    case '/sign-up':
      return <Titled title={texts.account.signUpTitle} page={<SignUpPage />} />;
    case '/profile':
      return (
        <Suspense fallback={<Loading />}>
          <Titled title={texts.account.profileTitle} page={<AccountPage services={services} />} />
        </Suspense>
      );
    default:
      return <Titled title={texts.common.notFoundTitle} page={<NotFound />} />;
  }
}

function Rooms({ services }: { services: Services }) {
  useTitle(null);
  return <RoomListPage api={services.api} canCreate={useSessionState().status === 'signed-in'} />;
}

function Dashboard({ services, room, part }: { services: Services; room: string; part: string }) {
  const texts = useTexts();
  const session = useSessionState();
  useTitle(`${texts.rooms.dashboard}: ${room}`);
  if (session.status === 'restoring') {
    return <Loading />;
  }
  const me = session.status === 'signed-in' ? session.viewer.id : null;
  return (
    <Suspense fallback={<Loading />}>
      <DashboardPage key={room} api={services.api} raw={services.raw} room={room} part={part} me={me} />
    </Suspense>
  );
}

function Messages({ services, room }: { services: Services; room: string | null }) {
  const texts = useTexts();
  const session = useSessionState();
  useTitle(texts.nav.messages);
  switch (session.status) {
    case 'restoring':
      return <Loading />;
    case 'guest':
      return (
        <div className="page state">
          <p>{texts.account.needSignInMessages}</p>
          <Link className="button" to="/sign-in?return=/messages">
            {texts.nav.signIn}
          </Link>
        </div>
      );
    case 'signed-in':
      return (
        <Suspense fallback={<Loading />}>
          <MessagesPage services={services} me={session.viewer} room={room} />
        </Suspense>
      );
  }
}

function Wallet({ services }: { services: Services }) {
  const texts = useTexts();
  const session = useSessionState();
  useTitle(texts.nav.wallet);
  if (session.status === 'restoring') {
    return <Loading />;
  }
  const me = session.status === 'signed-in' ? session.viewer.id : null;
  return (
    <Suspense fallback={<Loading />}>
      <WalletPage api={services.api} me={me} newKey={services.chat.newKey} />
    </Suspense>
  );
}

function Titled({ title, page }: { title: string; page: React.ReactNode }) {
  useTitle(title);
  return page;
}

function NotFound() {
  const texts = useTexts();
  return (
    <div className="page state">
      <h1>{texts.common.notFoundTitle}</h1>
      <p>{texts.common.notFound}</p>
      <Link className="button" to="/">
        {texts.common.toRooms}
      </Link>
    </div>
  );
}
