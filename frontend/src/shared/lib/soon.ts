/** A page in the background draws no frames; it still takes in what came, this often. */
const HIDDEN_MILLIS = 250;

/** Runs once, before the next frame is drawn, or after a short while where none is. */
export function soon(run: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) {
      isDone = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      run();
    }
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MILLIS);
}
