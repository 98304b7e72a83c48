import { useMutation } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { navigate } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { openConversation } from './direct-api';
import { DIRECT_TEXTS } from './texts';

/** Leads to the conversation with somebody. */
export function MessageButton({ api, handle }: { api: Api; handle: string }) {
  const texts = useTexts();
  const words = useWords(DIRECT_TEXTS);
  const open = useMutation({
    mutationFn: () => openConversation(api, handle),
    onSuccess: (room) => navigate(`/messages/${room}`),
  });
  return (
    <button
      type="button"
      className="button-small"
      disabled={open.isPending}
      title={open.error ? failureText(texts, open.error) : undefined}
      onClick={() => open.mutate()}
    >
      <Icon name="chat" /> {words.write}
    </button>
  );
}
