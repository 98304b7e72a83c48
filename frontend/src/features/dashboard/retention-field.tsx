import { useWords } from '@/shared/lib/language';
import { Field } from '@/shared/ui/field';
import { DASHBOARD_TEXTS } from './texts';

/** The most days that can be said; for longer there is only for ever. */
const RETENTION_DAYS_MAX = 3_650;

type RetentionFieldProps = {
  /** Null where messages are kept for ever. */
  days: number | null;
  /** As the room has it now. */
  before: number | null;
  error: string | null;
  onChange: (days: number | null) => void;
};

/** For how many days messages are kept; says so where fewer of them would be. */
export function RetentionField({ days, before, error, onChange }: RetentionFieldProps) {
  const words = useWords(DASHBOARD_TEXTS).settings;
  const isFewer = days !== null && days > 0 && (before === null || days < before);
  return (
    <Field
      label={words.retention}
      hint={isFewer ? words.retentionFewer(words.days(days)) : words.retentionHint}
      type="number"
      min={1}
      max={RETENTION_DAYS_MAX}
      placeholder={words.forEver}
      value={days ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.valueAsNumber)}
      error={error}
    />
  );
}
