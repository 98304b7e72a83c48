import type { FormEvent } from 'react';
import { useWords } from '@/shared/lib/language';
import { Dialog, DialogActions } from '@/shared/ui/dialog';
import { Field } from '@/shared/ui/field';
import { SPANS, spanText } from './spans';
import { MODERATION_TEXTS } from './texts';

const FOR_EVER = 'ban';
const REASON_MAX = 300;

type RestrictDialogProps = {
  name: string;
  /** `seconds` is null for a ban. */
  onRestrict: (seconds: number | null, reason: string) => void;
  onClose: () => void;
};

/** A timeout or ban, with a reason that the audit list keeps. */
export function RestrictDialog({ name, onRestrict, onClose }: RestrictDialogProps) {
  const words = useWords(MODERATION_TEXTS);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const span = String(form.get('span'));
    onRestrict(span === FOR_EVER ? null : Number(span), String(form.get('reason')).trim());
  };
  return (
    <Dialog title={words.restrictTitle(name)} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit}>
          <p className="hint">{words.restrictLead}</p>
          <fieldset className="chips">
            <legend>{words.howLong}</legend>
            {SPANS.map((seconds) => (
              <label key={seconds} className="chip">
                <input type="radio" name="span" value={seconds} defaultChecked={seconds === 600} />
                {spanText(words, seconds)}
              </label>
            ))}
            <label className="chip chip-danger">
              <input type="radio" name="span" value={FOR_EVER} />
              {words.forEver}
            </label>
          </fieldset>
          <Field name="reason" label={words.reason} maxLength={REASON_MAX} autoComplete="off" />
          <DialogActions submit={words.restrict} onCancel={close} isDanger />
        </form>
      )}
    </Dialog>
  );
}
