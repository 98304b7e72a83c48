/** An amount of whole units in the words of a language; a currency nobody knows stands behind the number. */
export function amountText(amount: number, currency: string, language: string): string {
  try {
    const format = new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: 0,
    });
    return format.format(amount);
  } catch {
    return `${amount.toLocaleString(language)} ${currency}`;
  }
}
