import { useEffect, useRef } from 'react';
import { useTexts, useWords } from '@/shared/lib/language';
import { Link } from '@/shared/lib/router';
import { PRIVACY_TEXTS } from './texts';

/** What stands in the place of the profile once the account is gone. */
export function LeftNotice() {
  const texts = useTexts();
  const words = useWords(PRIVACY_TEXTS);
  const title = useRef<HTMLHeadingElement>(null);
  // The dialog that had the focus is gone with the account.
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="page state">
      <h1 ref={title} tabIndex={-1}>
        {words.left}
      </h1>
      <p>{words.leftHint}</p>
      <Link className="button" to="/">
        {texts.common.toRooms}
      </Link>
    </div>
  );
}
