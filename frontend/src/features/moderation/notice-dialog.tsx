import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts, useWords } from '@/shared/lib/language';
import { Dialog, DialogActions } from '@/shared/ui/dialog';
import { TextArea } from '@/shared/ui/field';
import type { Moderation } from './moderation-api';
import { MODERATION_TEXTS } from './texts';

const NOTICE_MAX = 500;

type NoticeDialogProps = { moderation: Moderation; onClose: () => void };

export function NoticeDialog({ moderation, onClose }: NoticeDialogProps) {
  const texts = useTexts();
  const words = useWords(MODERATION_TEXTS);
  const send = useMutation({ mutationFn: (text: string) => moderation.notice(text), onSuccess: onClose });
  const errors = send.error ? formErrors(texts, send.error, ['text']) : NO_ERRORS;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    send.mutate(String(new FormData(event.currentTarget).get('text')).trim());
  };
  return (
    <Dialog title={words.noticeTitle} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit}>
          <TextArea
            name="text"
            label={words.noticeText}
            rows={3}
            required
            maxLength={NOTICE_MAX}
            error={errors.fields.text ?? errors.form}
          />
          <DialogActions submit={words.noticeSend} onCancel={close} isDisabled={send.isPending} />
        </form>
      )}
    </Dialog>
  );
}
