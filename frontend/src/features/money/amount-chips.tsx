import { useState } from 'react';
import { useLanguage, useWords } from '@/shared/lib/language';
import { amountText } from '@/shared/lib/money';
import { MONEY_TEXTS } from './texts';

type AmountChipsProps = {
  offered: readonly number[];
  currency: string;
  amount: number;
  max: number;
  onChoose: (amount: number) => void;
};

/** Amounts to choose from, and a field for any other. `amount` is 0 where none is chosen. */
export function AmountChips({ offered, currency, amount, max, onChoose }: AmountChipsProps) {
  const words = useWords(MONEY_TEXTS);
  const language = useLanguage();
  const [isOther, setOther] = useState(false);
  return (
    <>
      <fieldset className="chips">
        <legend>{words.amount}</legend>
        {offered.map((each, index) => (
          <label key={each} className="chip chip-amount" data-tier={index + 1}>
            <input
              type="radio"
              name="amount"
              checked={!isOther && amount === each}
              onChange={() => {
                setOther(false);
                onChoose(each);
              }}
            />
            {amountText(each, currency, language)}
          </label>
        ))}
        <label className="chip">
          <input type="radio" name="amount" checked={isOther} onChange={() => setOther(true)} />
          {words.otherAmount}
        </label>
      </fieldset>
      {isOther && (
        <div className="field">
          <input
            type="number"
            aria-label={words.otherAmount}
            min={1}
            max={max}
            step={1}
            required
            value={amount || ''}
            onChange={(event) => onChoose(Math.trunc(event.target.valueAsNumber) || 0)}
          />
        </div>
      )}
    </>
  );
}
