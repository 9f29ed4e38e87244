/**
 * The colours that the reader chose, before anything is painted.
 *
 * Stands in the head, which holds the painting back. The body carries the choice and does not exist there yet; a script
 * at the start of the body comes too late, as browsers paint the background while they wait for it.
 */
(() => {
  const chosen = localStorage.getItem("theme") || "auto"; // as the theme keeps it
  const observer = new MutationObserver(() => {
    if (!document.body) return;
    document.body.dataset.theme = chosen;
    observer.disconnect();
  });
  observer.observe(document.documentElement, { childList: true });
})();
