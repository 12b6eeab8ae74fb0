import { useCallback, useRef, useState } from 'preact/hooks';

/** A short word on what was done. */
export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'danger';
  /** Takes the act back; shown as a button while the toast lasts. */
  readonly undo?: () => void;
}

/** A toast on the page. */
export interface ShownToast extends Toast {
  readonly id: number;
}

/** The toasts of the page. */
export interface Toasts {
  readonly shown: readonly ShownToast[];
  notify(toast: Toast): void;
  dismiss(id: number): void;
  /** While a person points at the toasts or has the focus there, none goes. */
  hold(isHeld: boolean): void;
}

const usualMs = 6_000;
const undoMs = 12_000;
const mostShown = 2;

/** Keeps the toasts; each goes by itself after a while. */
export function useToasts(): Toasts {
  const [shown, setShown] = useState<readonly ShownToast[]>([]);
  const next = useRef(1);
  const isHeld = useRef(false);
  const dismiss = useCallback((id: number): void => {
    setShown((toasts) => toasts.filter((toast) => toast.id !== id));
  }, []);
  const notify = useCallback(
    (toast: Toast): void => {
      const id = next.current;
      next.current += 1;
      setShown((toasts) => [...toasts, { ...toast, id }].slice(-mostShown));
      const leave = (): void => {
        if (isHeld.current) setTimeout(leave, 1_000);
        else dismiss(id);
      };
      setTimeout(leave, toast.undo === undefined ? usualMs : undoMs);
    },
    [dismiss],
  );
  const hold = useCallback((held: boolean): void => {
    isHeld.current = held;
  }, []);
  return { shown, notify, dismiss, hold };
}
