/** A button after each element with `data-copy="NAME"` that copies its text, and says so to everyone. */
(() => {
  const status = document.createElement("p");
  status.className = "atlas-copy-status";
  status.setAttribute("role", "status");
  document.body.append(status); // before the first news, or it would not be spoken

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** Take back the last news. */
  let reset = () => {};

  /** @param {Node} source */
  async function copied(source) {
    const selection = getSelection();
    try {
      await navigator.clipboard.writeText(source.textContent ?? "");
      return true;
    } catch {
      selection?.selectAllChildren(source);
      const done = document.execCommand("copy"); // for pages that may not use the clipboard
      if (done) selection?.removeAllRanges();
      return done;
    }
  }

  /**
   * @param {Node} source
   * @param {string} name
   */
  function buttonFor(source, name) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "atlas-copy";
    button.textContent = `Copy ${name}`;
    button.addEventListener("click", async () => {
      clearTimeout(timer);
      reset();
      reset = () => {
        button.textContent = `Copy ${name}`;
        status.textContent = "";
      };
      const done = await copied(source);
      const failure = "Could not copy: press Ctrl+C";
      button.textContent = done ? "Copied" : failure;
      status.textContent = done ? `${name} copied` : failure;
      timer = setTimeout(reset, done ? 2000 : 10000);
    });
    return button;
  }

  for (const source of document.querySelectorAll("[data-copy]")) {
    source.after(buttonFor(source, source.getAttribute("data-copy") ?? ""));
  }
})();
