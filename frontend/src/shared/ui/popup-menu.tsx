import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { Icon, type IconName } from './icon';

/** Room left between the menu and the edges of the window. */
const EDGE_PIXELS = 8;

type PopupMenuProps = {
  label: string;
  /** What opened it: it stands there, and the focus goes back there. */
  anchor: HTMLElement;
  onClose: () => void;
  children: ReactNode;
};

/**
 * A menu at the side of what opened it; a sheet at the lower edge of a phone. Arrow keys move, Escape and Tab close,
 * and so does a press elsewhere.
 */
export function PopupMenu({ label, anchor, onClose, children }: PopupMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = menu.current;
    if (element) {
      place(element, anchor.getBoundingClientRect());
      itemsOf(element)[0]?.focus();
    }
  }, [anchor]);

  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) {
        close.current();
      }
    };
    const onResize = () => close.current();
    document.addEventListener('pointerdown', onPress);
    addEventListener('resize', onResize);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      removeEventListener('resize', onResize);
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = menu.current === null ? [] : itemsOf(menu.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = nextItem(event.key, at, items.length);
    if (to !== null) {
      event.preventDefault();
      items[to]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      onClose();
      anchor.focus();
    }
  };

  return createPortal(
    <>
      <div className="menu-veil" />
      <div ref={menu} className="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {children}
      </div>
    </>,
    document.body,
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')];
}

/** Where a key leads among `count` items, or null where it is no key of the menu. */
export function nextItem(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return count === 0 ? null : (at + 1) % count;
    case 'ArrowUp':
    case 'ArrowLeft':
      return count === 0 ? null : (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function place(element: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = anchor.bottom + 4;
  const top = Math.min(below, innerHeight - height - EDGE_PIXELS);
  const left = Math.min(anchor.right - width, innerWidth - width - EDGE_PIXELS);
  element.style.setProperty('--menu-top', `${Math.max(EDGE_PIXELS, top)}px`);
  element.style.setProperty('--menu-left', `${Math.max(EDGE_PIXELS, left)}px`);
}

type MenuItemProps = { icon?: IconName; isDanger?: boolean; onChoose: () => void; children: ReactNode };

export function MenuItem({ icon, isDanger = false, onChoose, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="menu-item"
      data-danger={isDanger || undefined}
      onClick={onChoose}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
