import { useMemo, useState } from 'react';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { Icon } from '@/shared/ui/icon';
import type { Toast } from '@/shared/ui/toasts';
import { DonateDialog } from './donate-dialog';
import { moneyOver } from './money-api';
import { MONEY_TEXTS } from './texts';

type DonateButtonProps = {
  api: Api;
  room: string;
  streamer: string;
  textLength: number;
  newKey: () => string;
  say: (toast: Toast) => void;
};

export function DonateButton({ api, ...rest }: DonateButtonProps) {
  const words = useWords(MONEY_TEXTS);
  const money = useMemo(() => moneyOver(api), [api]);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="gift-button" onClick={() => setOpen(true)}>
        <Icon name="gift" />
        {words.donate}
      </button>
      {isOpen && <DonateDialog money={money} {...rest} onClose={() => setOpen(false)} />}
    </>
  );
}
