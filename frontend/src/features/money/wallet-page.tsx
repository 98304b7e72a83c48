import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Api } from '@/shared/lib/api';
import { useLanguage, useTexts, useWords } from '@/shared/lib/language';
import { useMoment } from '@/shared/lib/moment';
import { amountText } from '@/shared/lib/money';
import { pagesQuery } from '@/shared/lib/paged';
import { Link } from '@/shared/lib/router';
import { PagedList } from '@/shared/ui/paged-list';
import { LoadFailed, Loading } from '@/shared/ui/states';
import { useToast } from '@/shared/ui/toasts';
import { moneyOver, WALLET_KEY, type Wallet, type WalletEntry } from './money-api';
import { MONEY_TEXTS } from './texts';
import { TopUpForm } from './top-up-form';

type WalletPageProps = { api: Api; me: string | null; newKey: () => string };

/** The own balance, what moved it, and the way to put something in. */
export function WalletPage({ api, me, newKey }: WalletPageProps) {
  const texts = useTexts();
  const words = useWords(MONEY_TEXTS);
  const toast = useToast();
  const money = useMemo(() => moneyOver(api), [api]);
  const wallet = useInfiniteQuery({
    ...pagesQuery<WalletEntry, Wallet>(WALLET_KEY, money.wallet),
    enabled: me !== null,
  });
  const newest = wallet.data?.pages[0];
  return (
    <div className="page wallet">
      <h1>{words.wallet}</h1>
      <p className="lead">{words.walletLead}</p>
      {me === null ? (
        <p className="card">
          {words.needSignIn} <Link to="/sign-in?return=/wallet">{texts.nav.signIn}</Link>
        </p>
      ) : wallet.isPending ? (
        <Loading />
      ) : newest === undefined ? (
        <LoadFailed onRetry={() => void wallet.refetch()} />
      ) : (
        <>
          <div className="wallet-top">
            <Balance wallet={newest} />
            <TopUpForm money={money} currency={newest.currency} newKey={newKey} say={toast.show} />
          </div>
          <section className="card" aria-label={words.entries}>
            <h2>{words.entries}</h2>
            <PagedList<WalletEntry>
              read={wallet}
              idOf={(entry) => String(entry.id)}
              className="entries"
              label={words.entries}
              empty={words.noEntries}
              row={(entry) => <Entry entry={entry} currency={newest.currency} />}
            />
          </section>
        </>
      )}
      <div className="wallet-news">{toast.view}</div>
    </div>
  );
}

function Balance({ wallet }: { wallet: Wallet }) {
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  return (
    <div className="balance">
      <p>{words.balanceLabel}</p>
      <p className="balance-amount" role="status">
        {amountText(wallet.balance, wallet.currency, language)}
      </p>
    </div>
  );
}

function Entry({ entry, currency }: { entry: WalletEntry; currency: string }) {
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  const moment = useMoment();
  return (
    <li>
      <div>
        <p>
          {words.kinds[entry.kind] ?? entry.kind}{' '}
          {entry.room && <Link to={`/rooms/${entry.room}`}>{words.inRoom(entry.room)}</Link>}
        </p>
        <p className="hint">{moment(entry.at)}</p>
      </div>
      <div className="entry-amount" data-in={entry.amount > 0 || undefined}>
        <p>
          {entry.amount > 0 ? '+' : ''}
          {amountText(entry.amount, currency, language)}
        </p>
        <p className="hint">{words.after(amountText(entry.balance, currency, language))}</p>
      </div>
    </li>
  );
}
