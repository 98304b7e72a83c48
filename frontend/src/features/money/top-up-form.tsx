import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useLanguage, useTexts, useWords } from '@/shared/lib/language';
import { amountText } from '@/shared/lib/money';
import { Problem } from '@/shared/lib/problem';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/field';
import type { Toast } from '@/shared/ui/toasts';
import { AmountChips } from './amount-chips';
import { type Money, SafeKeys, type TopUp, WALLET_KEY } from './money-api';
import { MONEY_TEXTS } from './texts';

const OFFERED = [5_000, 10_000, 30_000, 50_000, 100_000];
const AMOUNT_MAX = 1_000_000;
const SANDBOX = 'sandbox';

type TopUpFormProps = { money: Money; currency: string; newKey: () => string; say: (toast: Toast) => void };

/** Begins a top-up, and leads to where it is paid: the sandbox's checkout here, or the provider's page. */
export function TopUpForm({ money, currency, newKey, say }: TopUpFormProps) {
  const texts = useTexts();
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  const [keys] = useState(() => new SafeKeys(newKey));
  const [amount, setAmount] = useState(OFFERED[1] ?? 0);
  const [checkout, setCheckout] = useState<TopUp | null>(null);
  const begin = useMutation({
    mutationFn: () => money.topUp(amount, keys.keyFor(amount)),
    onSuccess: (topUp) => {
      keys.done();
      if (topUp.provider === SANDBOX) {
        setCheckout(topUp);
      } else if (topUp.checkout) {
        location.assign(topUp.checkout);
      }
    },
  });
  const isOff = begin.error instanceof Problem && begin.error.code === 'topups_off';
  const errors = begin.error && !isOff ? formErrors(texts, begin.error, ['amount']) : NO_ERRORS;
  const problem = isOff ? words.topUpsOff : (errors.fields.amount ?? errors.form);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <form className="card" onSubmit={submit} aria-label={words.topUpTitle}>
      <h2>{words.topUpTitle}</h2>
      <AmountChips
        offered={OFFERED}
        currency={currency}
        amount={amount}
        max={AMOUNT_MAX}
        onChoose={setAmount}
      />
      <FormError text={problem} />
      <button type="submit" className="button-primary wide" disabled={begin.isPending || amount < 1}>
        {words.topUpStart(amountText(amount, currency, language))}
      </button>
      {checkout && (
        <SandboxCheckout money={money} topUp={checkout} say={say} onClose={() => setCheckout(null)} />
      )}
    </form>
  );
}

type SandboxCheckoutProps = {
  money: Money;
  topUp: TopUp;
  say: (toast: Toast) => void;
  onClose: () => void;
};

/** The built-in provider's stand-in for a payment page. */
function SandboxCheckout({ money, topUp, say, onClose }: SandboxCheckoutProps) {
  const texts = useTexts();
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  const queries = useQueryClient();
  const shown = amountText(topUp.amount, topUp.currency, language);
  const end = useMutation({
    mutationFn: (outcome: 'paid' | 'failed') => money.endCheckout(topUp.id, outcome),
    onSuccess: (ended) => {
      void queries.invalidateQueries({ queryKey: WALLET_KEY });
      say(
        ended.state === 'paid' ? { text: words.paid(shown) } : { text: words.paymentFailed, kind: 'failed' },
      );
      onClose();
    },
  });
  const errors = end.error ? formErrors(texts, end.error, []) : NO_ERRORS;
  return (
    <Dialog title={words.sandboxTitle} onClose={onClose}>
      {() => (
        <>
          <p className="hint">{words.sandboxLead}</p>
          <FormError text={errors.form} />
          <div className="dialog-actions">
            <button
              type="button"
              className="button"
              disabled={end.isPending}
              onClick={() => end.mutate('failed')}
            >
              {words.failPayment}
            </button>
            <button
              type="button"
              className="button-primary"
              disabled={end.isPending}
              onClick={() => end.mutate('paid')}
            >
              {words.pay(shown)}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
