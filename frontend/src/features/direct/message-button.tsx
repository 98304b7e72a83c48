import { useMutation } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { navigate } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import type { Toast } from '@/shared/ui/toasts';
import { openConversation } from './direct-api';
import { DIRECT_TEXTS } from './texts';

type MessageButtonProps = { api: Api; handle: string; say: (toast: Toast) => void };

/** Leads to the conversation with somebody. */
export function MessageButton({ api, handle, say }: MessageButtonProps) {
  const texts = useTexts();
  const words = useWords(DIRECT_TEXTS);
  const open = useMutation({
    mutationFn: () => openConversation(api, handle),
    onSuccess: (room) => navigate(`/messages/${room}`),
    onError: (error) => say({ text: failureText(texts, error), kind: 'failed' }),
  });
  return (
    <button type="button" className="button-small" disabled={open.isPending} onClick={() => open.mutate()}>
      <Icon name="chat" /> <span className="room-button-words">{words.write}</span>
    </button>
  );
}
