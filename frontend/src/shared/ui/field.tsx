import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from 'react';

type AboutField = {
  label: string;
  hint?: string | undefined;
  error?: string | null;
};

/** What ties a control to its label, its hint and its error. */
interface Wiring {
  readonly id: string;
  readonly 'aria-invalid': true | undefined;
  readonly 'aria-describedby': string | undefined;
}

/** A label over a control; hint and error stand below it and are read out with it. */
export function Labelled({
  label,
  hint,
  error,
  children,
}: AboutField & { children: (w: Wiring) => ReactNode }) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & AboutField;

/** A labelled input. What it has to look like is told again by the browser, where `pattern` refuses what is in it. */
export function Field({ label, hint, error = null, ...input }: FieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => <input title={input.pattern && hint} {...input} {...wiring} />}
    </Labelled>
  );
}

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id'> & AboutField;

/** A labelled input of several lines. */
export function TextArea({ label, hint, error = null, ...input }: TextAreaProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => <textarea {...input} {...wiring} />}
    </Labelled>
  );
}

/** What went wrong with a form as a whole; nothing where nothing did. */
export function FormError({ text }: { text: ReactNode }) {
  return (
    text && (
      <p className="form-error" role="alert">
        {text}
      </p>
    )
  );
}
