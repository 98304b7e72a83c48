import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A busy machine takes its time; what is there at once costs nothing of it.
configure({ asyncUtilTimeout: 15_000 });

// jsdom has no layout. The chat's list gets one: a window of 600 pixels onto rows of 28, as high as they say they are.
const isList = (element: Element) => element.getAttribute('role') === 'log';
const listHeight = (element: Element) =>
  Number.parseFloat(element.querySelector<HTMLElement>('.log-rows')?.style.height ?? '0');
const layout: Record<string, (element: Element) => number> = {
  offsetWidth: () => 400,
  offsetHeight: (element) => (isList(element) ? 600 : 28),
  clientHeight: (element) => (isList(element) ? 600 : 28),
  scrollHeight: (element) => (isList(element) ? Math.max(600, listHeight(element)) : 28),
};
for (const [name, measure] of Object.entries(layout)) {
  Object.defineProperty(HTMLElement.prototype, name, {
    configurable: true,
    get(this: Element) {
      return measure(this);
    },
  });
}
Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
  this.scrollTop = typeof to === 'object' ? (to.top ?? 0) : 0;
};

class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= NoResizeObserver;
window.scrollTo = () => {};

// A dialog opens and closes; that it also traps the focus is the browser's part.
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false;
  this.dispatchEvent(new Event('close'));
};

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  history.replaceState(null, '', '/');
});
