import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import type { Api } from '@/shared/lib/api';
import { formErrors, NO_ERRORS } from '@/shared/lib/field-errors';
import { useTexts } from '@/shared/lib/language';
import { navigate } from '@/shared/lib/router';
import { Dialog, DialogActions } from '@/shared/ui/dialog';
import { Field, FormError } from '@/shared/ui/field';
import { createRoom } from './rooms-api';

const FIELDS = ['id', 'title', 'description', 'tags'];

type CreateRoomDialogProps = { api: Api; onClose: () => void };

export function CreateRoomDialog({ api, onClose }: CreateRoomDialogProps) {
  const texts = useTexts();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (form: FormData) =>
      createRoom(api, {
        id: textOf(form, 'id'),
        title: textOf(form, 'title'),
        description: textOf(form, 'description'),
        tags: textOf(form, 'tags')
          .split(',')
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
      }),
    onSuccess: (_, form) => {
      void queries.invalidateQueries({ queryKey: ['rooms'] });
      navigate(`/rooms/${textOf(form, 'id')}`);
    },
  });
  const errors = create.error ? formErrors(texts, create.error, FIELDS) : NO_ERRORS;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate(new FormData(event.currentTarget));
  };
  return (
    <Dialog title={texts.create.title} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit}>
          <Field
            name="title"
            label={texts.create.name}
            required
            maxLength={120}
            autoComplete="off"
            error={errors.fields.title ?? null}
          />
          <Field
            name="id"
            label={texts.create.id}
            hint={texts.create.idHint}
            required
            pattern="[a-z0-9\-]{3,40}"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.fields.id ?? null}
          />
          <Field
            name="description"
            label={texts.create.description}
            maxLength={2000}
            autoComplete="off"
            error={errors.fields.description ?? null}
          />
          <Field
            name="tags"
            label={texts.create.tags}
            hint={texts.create.tagsHint}
            autoComplete="off"
            error={errors.fields.tags ?? null}
          />
          <FormError text={errors.form} />
          <DialogActions submit={texts.create.submit} onCancel={close} isDisabled={create.isPending} />
        </form>
      )}
    </Dialog>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
