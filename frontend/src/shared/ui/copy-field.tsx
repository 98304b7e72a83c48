import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTexts } from '@/shared/lib/language';
import { Labelled } from './field';
import { Icon } from './icon';

type CopyFieldProps = { label: string; value: string; children?: ReactNode };

/** Something to take along. The button is only there where the browser lets a page copy: not on plain HTTP. */
export function CopyField({ label, value, children }: CopyFieldProps) {
  const texts = useTexts();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(value),
      () => setCopied(null), // Refused by the viewer; the text is there to be copied by hand.
    );
  };
  return (
    <Labelled label={label}>
      {(wiring) => (
        <div className="copy-field">
          <input {...wiring} readOnly value={value} onFocus={(event) => event.target.select()} />
          {'clipboard' in navigator && (
            <button type="button" className="button" onClick={copy}>
              <Icon name={copied === value ? 'check' : 'copy'} />
              <span role="status">{copied === value ? texts.common.copied : texts.common.copy}</span>
            </button>
          )}
          {children}
        </div>
      )}
    </Labelled>
  );
}
