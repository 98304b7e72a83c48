import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Api } from '@/shared/lib/api';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import type { Raw } from '@/shared/lib/raw';
import { Link } from '@/shared/lib/router';
import { Icon, type IconName } from '@/shared/ui/icon';
import { LoadFailed, Loading } from '@/shared/ui/states';
import { useToast } from '@/shared/ui/toasts';
import { AuditPart } from './audit-part';
import { BotsPart } from './bots-part';
import { FiguresPart } from './figures-part';
import { ModerationPart } from './moderation-part';
import { OverlayPart } from './overlay-part';
import { PeoplePart } from './people-part';
import { readRecord } from './room-record';
import { SettingsPart } from './settings-part';
import { StatementPart } from './statement-part';
import { DASHBOARD_TEXTS } from './texts';
import './dashboard.css';

const PARTS = [
  { id: 'figures', icon: 'chart', isOwners: false },
  { id: 'moderation', icon: 'shield', isOwners: false },
  { id: 'people', icon: 'people', isOwners: false },
  { id: 'audit', icon: 'list', isOwners: false },
  { id: 'overlay', icon: 'screen', isOwners: false },
  { id: 'donations', icon: 'gift', isOwners: true },
  { id: 'bots', icon: 'robot', isOwners: true },
  { id: 'settings', icon: 'gear', isOwners: true },
] as const satisfies readonly { id: string; icon: IconName; isOwners: boolean }[];
type Part = (typeof PARTS)[number];

type DashboardPageProps = {
  api: Api;
  raw: Raw;
  room: string;
  /** The part that the address names, empty for the first. */
  part: string;
  me: string | null;
};

/** Everything that the owner and the moderators of a room look after. */
export function DashboardPage({ api, raw, room, part, me }: DashboardPageProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS);
  const toast = useToast();
  const sections = useRef<HTMLElement>(null);
  const record = useQuery({
    queryKey: ['dashboard', room, 'record'],
    queryFn: ({ signal }) => readRecord(api, room, signal),
    enabled: me !== null,
  });
  const hasLoaded = record.data !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the sections are a strip, wherever they are drawn
  useEffect(() => {
    const shown = sections.current?.querySelector<HTMLElement>('[aria-current]');
    if (sections.current && shown) {
      const { offsetLeft, offsetWidth } = shown;
      sections.current.scrollLeft = offsetLeft + offsetWidth / 2 - sections.current.clientWidth / 2;
    }
  }, [part, hasLoaded]);
  if (me === null) {
    return (
      <div className="page state">
        <p>{words.needSignIn}</p>
        <Link className="button" to={`/sign-in?return=${encodeURIComponent(`/dashboard/${room}`)}`}>
          {texts.nav.signIn}
        </Link>
      </div>
    );
  }
  if (record.data === undefined) {
    return record.error === null ? (
      <Loading />
    ) : (
      <RecordFailed error={record.error} onRetry={() => void record.refetch()} />
    );
  }
  const isOwner = record.data.owner.id === me;
  const shown = PARTS.filter((each) => isOwner || !each.isOwners);
  const current = shown.find((each) => each.id === part) ?? shown[0] ?? PARTS[0];
  return (
    <div className="dash">
      <header className="dash-head">
        <div>
          <p className="hint">{words.title}</p>
          <h1>{record.data.title}</h1>
        </div>
        <Link className="button" to={`/rooms/${room}`}>
          <Icon name="chat" />
          {words.toRoom}
        </Link>
      </header>
      <nav ref={sections} className="dash-nav" aria-label={words.sectionsLabel}>
        {shown.map((each) => (
          <Link
            key={each.id}
            to={`/dashboard/${room}/${each.id}`}
            aria-current={each === current ? 'page' : undefined}
          >
            <Icon name={each.icon} />
            {words.sections[each.id]}
          </Link>
        ))}
      </nav>
      <div className="dash-body">{partOf(current)}</div>
      <div className="dash-news">{toast.view}</div>
    </div>
  );

  function partOf({ id }: Part) {
    if (record.data === undefined) {
      return null;
    }
    switch (id) {
      case 'figures':
        return <FiguresPart api={api} raw={raw} room={room} isOwner={isOwner} say={toast.show} />;
      case 'moderation':
        return <ModerationPart api={api} room={room} say={toast.show} />;
      case 'people':
        return <PeoplePart api={api} room={room} isOwner={isOwner} say={toast.show} />;
      case 'audit':
        return <AuditPart api={api} room={room} />;
      case 'donations':
        return <StatementPart api={api} room={room} say={toast.show} />;
      case 'bots':
        return <BotsPart api={api} room={room} say={toast.show} />;
      case 'overlay':
        return <OverlayPart room={room} />;
      case 'settings':
        return <SettingsPart api={api} record={record.data} say={toast.show} />;
    }
  }
}

function RecordFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const texts = useTexts();
  if (!(error instanceof Problem && error.status === 404)) {
    return <LoadFailed onRetry={onRetry} />;
  }
  return (
    <div className="page state" role="alert">
      <p>{texts.rooms.unknown}</p>
      <Link className="button" to="/">
        {texts.common.toRooms}
      </Link>
    </div>
  );
}
