import { LANGUAGES, setLanguage, textsOf, useLanguage, useTexts } from '@/shared/lib/language';
import { setTheme, THEMES, useTheme } from '@/shared/lib/theme';

export function LanguageChoice() {
  const texts = useTexts();
  return (
    <Choice
      label={texts.language}
      value={useLanguage()}
      options={LANGUAGES.map((known) => [known, textsOf(known).languageName])}
      onChoose={setLanguage}
    />
  );
}

export function ThemeChoice() {
  const texts = useTexts();
  return (
    <Choice
      label={texts.theme.label}
      value={useTheme()}
      options={THEMES.map((known) => [known, texts.theme[known]])}
      onChoose={setTheme}
    />
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
};

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <label className="select select-quiet">
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find(([known]) => known === event.target.value);
          if (chosen) {
            onChoose(chosen[0]);
          }
        }}
      >
        {options.map(([known, words]) => (
          <option key={known} value={known}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
