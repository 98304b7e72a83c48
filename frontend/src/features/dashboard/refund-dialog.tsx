import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useLanguage, useTexts, useWords } from '@/shared/lib/language';
import { amountText } from '@/shared/lib/money';
import { Dialog, DialogActions } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/field';
import type { Toast } from '@/shared/ui/toasts';
import { refund, type StatementEntry } from './statement';
import { DASHBOARD_TEXTS } from './texts';

type RefundDialogProps = {
  api: Api;
  room: string;
  entry: StatementEntry;
  currency: string;
  say: (toast: Toast) => void;
  onClose: () => void;
};

/** Asks before a donation is given back out of the own wallet. */
export function RefundDialog({ api, room, entry, currency, say, onClose }: RefundDialogProps) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS).donations;
  const language = useLanguage();
  const queries = useQueryClient();
  const amount = amountText(entry.amount, currency, language);
  const { name } = entry.by;
  const give = useMutation({
    mutationFn: () => refund(api, room, entry.donation),
    onSuccess: () => say({ text: words.refunded(amount, name) }),
    onSettled: () => {
      // Not waited for: the dialog closes as soon as the money has moved.
      for (const queryKey of [['dashboard', room], ['donors', room], ['wallet']]) {
        void queries.invalidateQueries({ queryKey });
      }
    },
  });
  return (
    <Dialog title={words.refundAsk(amount)} onClose={onClose}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            give.mutate(undefined, { onSuccess: close });
          }}
        >
          <p>{words.refundLead(amount, name)}</p>
          <FormError text={give.error && failureText(texts, give.error)} />
          <DialogActions submit={words.refund} onCancel={close} isDisabled={give.isPending} isDanger />
        </form>
      )}
    </Dialog>
  );
}
