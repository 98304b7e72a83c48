import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { Link } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import type { Toast } from '@/shared/ui/toasts';
import type { Moderation } from './moderation-api';
import { NoticeDialog } from './notice-dialog';
import { MODERATION_TEXTS } from './texts';

type ModeratorToolsProps = {
  room: string;
  isShieldUp: boolean;
  moderation: Moderation;
  say: (toast: Toast) => void;
};

/** What moderators do with the room as a whole. */
export function ModeratorTools({ room, isShieldUp, moderation, say }: ModeratorToolsProps) {
  const texts = useTexts();
  const words = useWords(MODERATION_TEXTS);
  const [isWriting, setWriting] = useState(false);
  const shield = useMutation({
    mutationFn: () => moderation.shield(!isShieldUp),
    onError: (error) => say({ text: words.failed(failureText(texts, error)), kind: 'failed' }),
  });
  return (
    <div className="chat-tools" role="toolbar" aria-label={words.tools}>
      <button
        type="button"
        className="tool"
        aria-pressed={isShieldUp}
        disabled={shield.isPending}
        onClick={() => shield.mutate()}
      >
        <Icon name="shield" />
        {isShieldUp ? words.lowerShield : words.raiseShield}
      </button>
      <button type="button" className="tool" onClick={() => setWriting(true)}>
        <Icon name="notice" />
        {words.notice}
      </button>
      <Link className="tool" to={`/dashboard/${room}`}>
        <Icon name="chart" />
        {words.dashboard}
      </Link>
      {isWriting && <NoticeDialog moderation={moderation} onClose={() => setWriting(false)} />}
    </div>
  );
}
