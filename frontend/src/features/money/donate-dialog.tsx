import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { failureText } from '@/shared/lib/error-text';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useLanguage, useTexts, useWords } from '@/shared/lib/language';
import { amountText } from '@/shared/lib/money';
import { Problem } from '@/shared/lib/problem';
import { Link } from '@/shared/lib/router';
import { Dialog, DialogActions } from '@/shared/ui/dialog';
import { FormError, TextArea } from '@/shared/ui/field';
import type { Toast } from '@/shared/ui/toasts';
import { AmountChips } from './amount-chips';
import { type Money, SafeKeys, WALLET_KEY } from './money-api';
import { MONEY_TEXTS } from './texts';

const OFFERED = [1_000, 5_000, 10_000, 50_000, 100_000];
const AMOUNT_MAX = 1_000_000;

type DonateDialogProps = {
  money: Money;
  room: string;
  /** Who gets it. */
  streamer: string;
  textLength: number;
  newKey: () => string;
  say: (toast: Toast) => void;
  onClose: () => void;
};

/** A donation from the own wallet, with words that everyone sees. */
export function DonateDialog(props: DonateDialogProps) {
  const { money, room, streamer, textLength, newKey, say, onClose } = props;
  const texts = useTexts();
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  const queries = useQueryClient();
  const [keys] = useState(() => new SafeKeys(newKey));
  const [amount, setAmount] = useState(OFFERED[0] ?? 0);
  const [text, setText] = useState('');
  const wallet = useQuery({
    queryKey: [...WALLET_KEY, 'balance'],
    queryFn: ({ signal }) => money.wallet(null, signal),
    staleTime: 0,
  });
  const currency = wallet.data?.currency ?? '';
  const shown = amountText(amount, currency, language);
  const donate = useMutation({
    mutationFn: () => {
      const donation = { amount, text: text.trim() };
      return money.donate(room, donation, keys.keyFor(donation));
    },
    onSuccess: () => {
      keys.done();
      void queries.invalidateQueries({ queryKey: WALLET_KEY });
      void queries.invalidateQueries({ queryKey: ['donors', room] });
      say({ text: words.thanks(shown) });
      onClose();
    },
  });
  const isTooLow =
    (wallet.data !== undefined && amount > wallet.data.balance) ||
    (donate.error instanceof Problem && donate.error.code === 'balance_too_low');
  const errors = donate.error && !isTooLow ? formErrors(texts, donate.error, ['amount', 'text']) : NO_ERRORS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    donate.mutate();
  };
  return (
    <Dialog title={words.donateTitle(streamer)} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit}>
          <AmountChips
            offered={OFFERED}
            currency={currency}
            amount={amount}
            max={AMOUNT_MAX}
            onChoose={setAmount}
          />
          <FormError text={errors.fields.amount} />
          <TextArea
            label={words.text}
            hint={words.textHint}
            rows={2}
            maxLength={textLength}
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={errors.fields.text ?? errors.form}
          />
          <p className="donate-balance" role="status" data-low={isTooLow || undefined}>
            {wallet.data && <span>{words.balance(amountText(wallet.data.balance, currency, language))}</span>}
            {wallet.error && <span>{failureText(texts, wallet.error)}</span>}
            {isTooLow && (
              <span>
                {words.tooLow} <Link to="/wallet">{words.topUp}</Link>
              </span>
            )}
          </p>
          <DialogActions
            submit={words.send(shown)}
            onCancel={close}
            isDisabled={donate.isPending || isTooLow || amount < 1 || wallet.data === undefined}
          />
        </form>
      )}
    </Dialog>
  );
}
