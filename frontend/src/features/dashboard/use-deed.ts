import { useMutation, useQueryClient } from '@tanstack/react-query';
import { failureText } from '@/shared/lib/error-text';
import { useTexts } from '@/shared/lib/language';
import type { Toast } from '@/shared/ui/toasts';

interface Deed {
  readonly run: () => Promise<unknown>;
  readonly done: string;
}

/** Does something to the room, says how it went, and reads the lists of a key again. */
export function useDeed(queryKey: readonly unknown[], say: (toast: Toast) => void) {
  const texts = useTexts();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deed: Deed) => deed.run(),
    onSuccess: (_, deed) => say({ text: deed.done }),
    onError: (error) => say({ text: failureText(texts, error), kind: 'failed' }),
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
}
