// A page that follows what the server says without being asked for again.

const PAUSE = 10_000;

/** A page is drawn anew at least so often, for the ages that it shows. */
const MOST = 60_000;

/** Puts the focus back on what had it before the page was drawn anew, if it is still there. */
function keepingFocus(view, draw) {
  const href = view.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  draw();
  if (href !== null) {
    [...view.querySelectorAll('a[href]')].find((link) => link.getAttribute('href') === href)?.focus({preventScroll: true});
  }
}

/**
 * Draws what load() says, and again when it says something else, until the page is left.
 *
 * @param load (signal) => Promise of a value that JSON can write
 * @param draw value => undefined; fills the view
 * @param going value => whether it may still change by itself
 */
export async function live(view, signal, load, draw, going = () => true) {
  let value = await load(signal);
  let text = JSON.stringify(value);
  let drawn = performance.now();
  draw(value);
  const look = async () => {
    if (signal.aborted) {
      return;
    }
    if (document.visibilityState === 'visible') {
      try {
        value = await load(signal);
        const now = JSON.stringify(value);
        if (!signal.aborted && (now !== text || performance.now() - drawn > MOST)) {
          text = now;
          drawn = performance.now();
          keepingFocus(view, () => {
            view.replaceChildren();
            draw(value);
          });
        }
      } catch {
        // The line at the top says that the server does not answer; what was shown stays.
      }
    }
    if (!signal.aborted && going(value)) {
      setTimeout(look, PAUSE);
    }
  };
  if (going(value)) {
    setTimeout(look, PAUSE);
  }
}
