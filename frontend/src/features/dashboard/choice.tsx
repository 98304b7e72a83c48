import { useId } from 'react';

type ChoiceProps<T extends string> = {
  label: string;
  hint?: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
};

/** A labelled choice among some. */
export function Choice<T extends string>({ label, hint, value, options, onChoose }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([known]) => known === event.target.value);
          if (chosen) {
            onChoose(chosen[0]);
          }
        }}
      >
        {options.map(([known, shown]) => (
          <option key={known} value={known}>
            {shown}
          </option>
        ))}
      </select>
      {hint && <p className="field-hint">{hint}</p>}
    </div>
  );
}
