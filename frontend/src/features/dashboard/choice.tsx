import { Labelled } from '@/shared/ui/field';

type ChoiceProps<T extends string> = {
  label: string;
  hint?: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
};

/** A labelled choice among some. */
export function Choice<T extends string>({ label, hint, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <Labelled label={label} hint={hint}>
      {(wiring) => (
        <select
          {...wiring}
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
      )}
    </Labelled>
  );
}
