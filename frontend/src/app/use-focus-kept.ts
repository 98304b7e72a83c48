import { type RefObject, useEffect, useRef } from 'react';

/**
 * Gives the focus to the content of a new page where it went with what was pressed, so that Tab goes on there and not
 * at the top; a link that is still there keeps it.
 */
export function useFocusKept(path: string, content: RefObject<HTMLElement | null>): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path && document.activeElement === document.body) {
      content.current?.focus({ preventScroll: true });
    }
    before.current = path;
  }, [path, content]);
}
