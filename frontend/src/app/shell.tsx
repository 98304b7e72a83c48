import { type ReactNode, useEffect, useRef } from 'react';
import { useSession, useSessionState } from '@/features/account/session-context';
import { MessagesLink } from '@/features/direct/messages-link';
import type { Api } from '@/shared/lib/api';
import { useLanguage, useTexts } from '@/shared/lib/language';
import { Link, usePath } from '@/shared/lib/router';
import { LanguageChoice, ThemeChoice } from '@/shared/ui/appearance';
import { Icon } from '@/shared/ui/icon';
import { NameTag } from '@/shared/ui/name-tag';
import { useFocusKept } from './use-focus-kept';

/** The frame around every page. */
export function Shell({ api, children }: { api: Api; children: ReactNode }) {
  const texts = useTexts();
  const language = useLanguage();
  const path = usePath();
  const content = useRef<HTMLElement>(null);
  useFocusKept(path, content);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <div
      className="shell"
      data-page={path.startsWith('/rooms/') || path.startsWith('/messages') ? 'room' : 'plain'}
    >
      <a className="skip" href="#content">
        {texts.skipToContent}
      </a>
      <header className="bar">
        <Link to="/" className="brand" aria-label={`Spate, ${texts.nav.rooms}`}>
          <Wordmark />
        </Link>
        <div className="bar-tools">
          <LanguageChoice />
          <ThemeChoice />
        </div>
        <AccountNav api={api} />
      </header>
      <main ref={content} id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function AccountNav({ api }: { api: Api }) {
  const texts = useTexts();
  const session = useSession();
  const state = useSessionState();
  const path = usePath();
  const here = path === '/sign-in' || path === '/sign-up' ? '' : `?return=${encodeURIComponent(path)}`;
  return (
    <nav className="bar-account">
      {state.status === 'signed-in' && (
        <>
          <MessagesLink key={state.viewer.id} api={api} />
          <Link
            to="/wallet"
            className="bar-link bar-icon"
            aria-label={texts.nav.wallet}
            title={texts.nav.wallet}
          >
            <Icon name="wallet" />
          </Link>
          <Link to="/profile" className="bar-link" aria-label={`${texts.nav.profile}: ${state.viewer.name}`}>
            <NameTag id={state.viewer.id} name={state.viewer.name} color={state.viewer.color} />
          </Link>
          <button type="button" className="bar-link" onClick={() => void session.signOut()}>
            {texts.nav.signOut}
          </button>
        </>
      )}
      {state.status === 'guest' && (
        <>
          <Link to={`/sign-in${here}`} className="bar-link">
            {texts.nav.signIn}
          </Link>
          <Link to={`/sign-up${here}`} className="button-small bar-sign-up">
            {texts.nav.signUp}
          </Link>
        </>
      )}
    </nav>
  );
}

function Wordmark() {
  return (
    <>
      <svg viewBox="0 0 28 24" aria-hidden="true" className="mark">
        <path d="M2 7c4-4 8-4 12 0s8 4 12 0" />
        <path d="M2 13c4-4 8-4 12 0s8 4 12 0" />
        <path d="M2 19c4-4 8-4 12 0s8 4 12 0" />
      </svg>
      <span>Spate</span>
    </>
  );
}
