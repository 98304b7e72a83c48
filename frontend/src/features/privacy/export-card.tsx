import { useMutation } from '@tanstack/react-query';
import type { Texts } from '@/shared/config/texts-en';
import { failureText } from '@/shared/lib/error-text';
import { useTexts, useWords } from '@/shared/lib/language';
import { Problem } from '@/shared/lib/problem';
import type { Raw } from '@/shared/lib/raw';
import { saveFile } from '@/shared/lib/save-file';
import { FormError } from '@/shared/ui/field';
import { Icon } from '@/shared/ui/icon';
import { PRIVACY_TEXTS, type PrivacyTexts } from './texts';

const FILE = 'spate.ndjson';

/** Everything that is stored of the viewer, as a file. */
export function ExportCard({ raw }: { raw: Raw }) {
  const texts = useTexts();
  const words = useWords(PRIVACY_TEXTS);
  const get = useMutation({
    mutationFn: async () => {
      const answer = await raw('/api/me/export', { accept: 'application/x-ndjson' });
      saveFile(await answer.blob(), FILE);
    },
  });
  return (
    <section className="card" aria-label={words.exportTitle}>
      <h2>{words.exportTitle}</h2>
      <p className="hint">{words.exportHint}</p>
      <FormError text={get.error && whatFailed(get.error, texts, words)} />
      <button type="button" className="button" disabled={get.isPending} onClick={() => get.mutate()}>
        <Icon name="download" />
        {words.export}
      </button>
      <p className="form-other" role="status">
        {get.isPending && words.exporting}
        {get.isSuccess && words.exported(FILE)}
      </p>
    </section>
  );
}

function whatFailed(error: unknown, texts: Texts, words: PrivacyTexts): string {
  if (!(error instanceof Problem)) {
    // It came after the server had begun to answer: the rest of the file is missing.
    return words.exportBroken;
  }
  return error.code === 'rate_limited' && error.retryAfterMillis !== null
    ? words.exportTooOften(Math.ceil(error.retryAfterMillis / 60_000))
    : failureText(texts, error);
}
