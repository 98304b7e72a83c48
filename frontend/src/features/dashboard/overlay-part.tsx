import { useState } from 'react';
import { useWords } from '@/shared/lib/language';
import { type OverlayOptions, overlayAddress, overlayOptions } from '@/shared/lib/overlay-options';
import { CopyField } from '@/shared/ui/copy-field';
import { Field } from '@/shared/ui/field';
import { Choice } from './choice';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';

/** Puts together the address of the overlay for OBS. */
export function OverlayPart({ room }: { room: string }) {
  const words = useWords(DASHBOARD_TEXTS).overlay;
  const [options, setOptions] = useState(() => overlayOptions(new URLSearchParams()));
  const set = (next: Partial<OverlayOptions>) => setOptions((before) => ({ ...before, ...next }));
  const path = overlayAddress(room, options);
  const address = new URL(path, location.href).href;
  const number = (key: 'size' | 'max' | 'fade', min: number, max: number) => (
    <Field
      label={words[key]}
      type="number"
      min={min}
      max={max}
      value={options[key]}
      onChange={(event) => {
        const value = event.target.valueAsNumber;
        if (Number.isInteger(value) && value >= min && value <= max) {
          set({ [key]: value });
        }
      }}
    />
  );
  return (
    <Section title={words.title} hint={words.hint}>
      <div className="dash-fields">
        {number('size', 10, 80)}
        {number('max', 1, 50)}
        {number('fade', 0, 3_600)}
        <Choice
          label={words.show}
          value={options.show}
          options={[
            ['all', words.shows.all],
            ['messages', words.shows.messages],
            ['donations', words.shows.donations],
          ]}
          onChoose={(value) => set({ show: value })}
        />
        <Choice
          label={words.plate}
          value={options.plate}
          options={[
            ['none', words.plates.none],
            ['dark', words.plates.dark],
            ['light', words.plates.light],
          ]}
          onChoose={(value) => set({ plate: value })}
        />
        <Choice
          label={words.align}
          value={options.align}
          options={[
            ['bottom', words.aligns.bottom],
            ['top', words.aligns.top],
          ]}
          onChoose={(value) => set({ align: value })}
        />
      </div>
      <CopyField label={words.address} value={address}>
        <a className="button" href={path} target="_blank" rel="noreferrer">
          {words.open}
        </a>
      </CopyField>
    </Section>
  );
}
