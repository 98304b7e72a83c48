import { useMutation } from '@tanstack/react-query';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import type { Raw } from '@/shared/lib/raw';
import { saveFile } from '@/shared/lib/save-file';
import { Icon } from '@/shared/ui/icon';
import type { Toast } from '@/shared/ui/toasts';
import { DASHBOARD_TEXTS } from './texts';

const FORMATS = ['csv', 'ndjson'] as const;

/** The stored chat as a file. */
export function ExportButtons({ raw, room, say }: { raw: Raw; room: string; say: (toast: Toast) => void }) {
  const texts = useTexts();
  const words = useWords(DASHBOARD_TEXTS);
  const get = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) => {
      const answer = await raw(`/api/rooms/${room}/export?format=${format}`, { accept: '*/*' });
      saveFile(await answer.blob(), `${room}.${format}`);
    },
    onError: (error) => say({ text: failureText(texts, error), kind: 'failed' }),
  });
  return (
    <div className="dash-buttons">
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="button-small"
          disabled={get.isPending}
          onClick={() => get.mutate(format)}
        >
          <Icon name="download" />
          {words.figures.export(format.toUpperCase())}
        </button>
      ))}
    </div>
  );
}
