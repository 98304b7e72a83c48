import { type ReactNode, useEffect, useState } from 'react';

/** A toast stays this long, and longer while there is something to press in it. */
export const TOAST_MILLIS = 5_000;
export const TOAST_ACTION_MILLIS = 9_000;

export interface Toast {
  readonly text: string;
  readonly kind?: 'done' | 'failed';
  /** What can be pressed in it, such as to take back what was done. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** Short news of what was done, one at a time, at the foot of a part of the page. */
export function useToast(): { show: (toast: Toast) => void; view: ReactNode } {
  const [current, setCurrent] = useState<{ toast: Toast; number: number } | null>(null);
  useEffect(() => {
    if (current === null) {
      return;
    }
    const millis = current.toast.action ? TOAST_ACTION_MILLIS : TOAST_MILLIS;
    const timer = setTimeout(() => setCurrent(null), millis);
    return () => clearTimeout(timer);
  }, [current]);
  const [show] = useState(() => (toast: Toast) => {
    setCurrent((before) => ({ toast, number: (before?.number ?? 0) + 1 }));
  });
  const action = current?.toast.action;
  return {
    show,
    view: (
      <div className="toasts" role="status">
        {current && (
          <p className="toast" key={current.number} data-kind={current.toast.kind ?? 'done'}>
            <span>{current.toast.text}</span>
            {action && (
              <button
                type="button"
                className="button-link"
                onClick={() => {
                  setCurrent(null);
                  action.run();
                }}
              >
                {action.label}
              </button>
            )}
          </p>
        )}
      </div>
    ),
  };
}
