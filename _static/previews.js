/**
 * Previews of links, on hover, on keyboard focus and on tap.
 *
 * A link of the class `atlas-preview` is an ordinary link. What it leads to is previewed from `_previews/<page>.js`, one
 * script for all anchors of a page, loaded when the first of them is wanted: a script, as pages opened from files may
 * load no other kind of data. A link without a preview just leads on.
 *
 * The preview is a named group, not a tooltip, since it holds links. Its link carries `aria-expanded` while it is open;
 * `aria-describedby` would have the whole preview read out at each link that a reader passes.
 *
 * All text enters the page as text, never as markup.
 */
(() => {
  /**
   * @typedef {object} Preview all but the title may be missing; addresses are relative to the root, or of the web
   * @property {string} title
   * @property {string} [warning] stands first
   * @property {[label: string, text: string][]} [lines] a label may be empty
   * @property {[text: string, address: string][]} [links]
   * @property {string} [image] address, of the site only
   * @property {string} [alt]
   */

  const OPEN_AFTER = 200; // ms of hovering
  const CLOSE_AFTER = 300; // ms for the pointer on its way into the preview
  const EDGE = 8; // px between the preview and the edges of the window
  const GAP = 4; // px between the preview and its link

  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href).href;

  /** @type {Map<string, Map<string, Preview>>} previews by page, then by anchor */
  const pages = new Map();

  /** @type {Map<string, Promise<void>>} what has been asked for; it is not asked for again */
  const asked = new Map();

  /** @type {WeakSet<HTMLAnchorElement>} links that turned out to have no preview */
  const plain = new WeakSet();

  /** @type {HTMLAnchorElement | undefined} the link whose preview is open or on its way */
  let active;

  /** @type {HTMLAnchorElement | undefined} the link whose preview Esc closed, until focus or pointer leave it */
  let dismissed;

  /** @type {HTMLElement | undefined} the preview that is open */
  let popup;

  /** Whether the pointer alone holds the preview open. */
  let hovering = false;

  /** Whether the last press was made by a finger or a pen. */
  let tapping = false;

  /** @type {ReturnType<typeof setTimeout> | undefined} what the pointer is about to open or close */
  let timer;

  // finding previews

  /** @param {string} page */
  function fileOf(page) {
    return page === "" || page.endsWith("/") ? `${page}index.html` : page;
  }

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  /**
   * Called by each script of previews.
   *
   * @param {string} page its address, relative to the root
   * @param {Record<string, Preview>} previews by anchor; the page itself has the anchor ""
   */
  function atlasPreviews(page, previews) {
    pages.set(decoded(fileOf(page)), new Map(Object.entries(previews)));
  }

  Object.assign(window, { atlasPreviews });

  /** @param {string} file */
  function load(file) {
    const answer = asked.get(file) ?? new Promise((resolve) => loadScript(`${root}_previews/${file}.js`, resolve));
    asked.set(file, answer);
    return answer;
  }

  /**
   * @param {string} address
   * @param {() => void} done called also when there is no such script
   */
  function loadScript(address, done) {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", done);
    script.addEventListener("error", done);
    document.head.append(script);
  }

  /** @param {HTMLAnchorElement} link */
  async function previewOf(link) {
    const page = link.href.replace(/[?#].*/s, "");
    if (!page.startsWith(root)) return undefined;
    const file = fileOf(page.slice(root.length));
    await load(file);
    return pages.get(decoded(file))?.get(decoded(link.hash.slice(1)));
  }

  /**
   * Return the link with a preview that holds *target*.
   *
   * @param {EventTarget | null} target
   */
  function linkAt(target) {
    const link = target instanceof Element ? target.closest("a.atlas-preview") : null;
    return link instanceof HTMLAnchorElement ? link : undefined;
  }

  /**
   * Whether *target* is in the open preview or in its link.
   *
   * @param {EventTarget | null} target
   */
  function isActive(target) {
    return target instanceof Node && [active, popup].some((element) => element?.contains(target));
  }

  // building

  /**
   * @param {string} name the part of the preview, and of its class
   * @param {(Node | string)[]} content
   */
  function part(name, ...content) {
    const made = document.createElement("div");
    made.className = `atlas-popup-${name}`;
    made.append(...content);
    return made;
  }

  /**
   * Return *address* in full, or nothing when it leads neither to a page of the site nor to the web.
   *
   * @param {string} address
   */
  function safeAddress(address) {
    if (!address || !URL.canParse(address, root)) return undefined;
    const { href, protocol } = new URL(address, root);
    return href.startsWith(root) || protocol === "https:" || protocol === "http:" ? href : undefined;
  }

  /**
   * @param {string} text
   * @param {string} address
   */
  function linkTo(text, address) {
    const href = safeAddress(address);
    if (!href) return part("text", text);
    const link = document.createElement("a");
    link.href = href;
    link.textContent = text;
    return link;
  }

  /**
   * @param {string} address
   * @param {string} alt
   */
  function imageAt(address, alt) {
    const image = new Image();
    image.src = address;
    image.alt = alt;
    image.addEventListener("load", place); // only now is its height known
    return image;
  }

  /** @param {Preview} preview */
  function itemOf({ title, warning, lines = [], links = [], image = "", alt = "" }) {
    const item = part("item");
    const picture = safeAddress(image);
    if (warning) item.append(part("warning", warning));
    item.append(part("title", title));
    if (picture?.startsWith(root)) item.append(imageAt(picture, alt)); // no request to another host
    for (const [label, text] of lines) item.append(part("line", label && `${label}: `, text));
    if (links.length) item.append(part("links", ...links.map(([text, address]) => linkTo(text, address))));
    return item;
  }

  // opening and closing

  /**
   * Return what to show for *link*, by link: its preview, or those of all members of its group that have one.
   *
   * @param {HTMLAnchorElement} link
   */
  async function itemsFor(link) {
    /** @type {Map<HTMLAnchorElement, HTMLElement>} */
    const items = new Map();
    const group = link.closest(".atlas-citation");
    for (const element of group?.querySelectorAll("a") ?? [link]) {
      const member = linkAt(element);
      const preview = member && (await previewOf(member));
      if (preview) items.set(member, itemOf(preview));
    }
    return items;
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {"hover" | "focus" | "tap"} by
   */
  async function open(link, by) {
    close();
    if (plain.has(link)) return;
    active = link;
    hovering = by === "hover";
    const items = await itemsFor(link);
    if (active !== link) return; // something else was wanted in the meantime
    if (items.has(link)) {
      show(link, items);
      return;
    }
    close();
    plain.add(link);
    if (by === "tap") link.click();
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {Map<HTMLAnchorElement, HTMLElement>} items
   */
  function show(link, items) {
    const marked = items.get(link);
    if (items.size > 1) marked?.setAttribute("aria-current", "true");
    popup = part("box", ...items.values());
    popup.id = "atlas-popup";
    popup.setAttribute("role", "group");
    const what = link.closest(".atlas-citation") ? "reference " : ""; // the link itself is a bare number
    const names = [...items.keys()].map((member) => member.textContent);
    popup.setAttribute("aria-label", `Preview of ${what}${names.join(", ")}`);
    popup.popover = "manual"; // above everything and clipped by nothing, yet in the order of Tab where it stands
    (link.closest(".atlas-citation") ?? link).after(popup);
    popup.showPopover?.();
    link.setAttribute("aria-expanded", "true");
    link.setAttribute("aria-controls", popup.id);
    place();
    if (!popup) return; // the link had left the window
    if (popup.scrollHeight > popup.clientHeight && !popup.querySelector("a")) popup.tabIndex = 0;
    popup.scrollTop = marked?.offsetTop ?? 0;
  }

  /** Put the preview below its link, or above where that has more room; close it when its link has left the window. */
  function place() {
    const lines = active?.getClientRects();
    const first = lines?.[0];
    const last = lines?.[lines.length - 1];
    if (!popup || !first || !last) return close();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    const isAway = last.bottom < 0 || first.top > height || last.right < 0 || first.left > width;
    if (isAway && !popup.contains(document.activeElement)) return close();
    const wanted = popup.scrollHeight + popup.offsetHeight - popup.clientHeight;
    const above = first.top - GAP - EDGE;
    const below = height - last.bottom - GAP - EDGE;
    const isBelow = wanted <= below || below >= above;
    const given = Math.min(wanted, isBelow ? below : above, height - 2 * EDGE);
    const top = isBelow ? last.bottom + GAP : first.top - GAP - given;
    const left = isBelow ? last.left : first.left;
    popup.style.maxHeight = `${given}px`;
    popup.style.top = `${Math.max(EDGE, Math.min(top, height - given - EDGE))}px`;
    popup.style.left = `${Math.max(EDGE, Math.min(left, width - popup.offsetWidth - EDGE))}px`;
  }

  function close() {
    clearTimeout(timer);
    active?.removeAttribute("aria-expanded");
    active?.removeAttribute("aria-controls");
    popup?.remove();
    active = undefined;
    popup = undefined;
  }

  // listening: on the document, once, however many links there are

  /** @param {PointerEvent} event */
  function onPointerOver({ pointerType, target }) {
    if (pointerType === "touch") return;
    const link = linkAt(target);
    clearTimeout(timer);
    if (link !== dismissed) dismissed = undefined;
    if (isActive(target)) return;
    if (link && link !== dismissed) timer = setTimeout(open, OPEN_AFTER, link, "hover");
    else if (hovering) timer = setTimeout(close, CLOSE_AFTER);
  }

  /** @param {PointerEvent} event */
  function onPointerOut({ pointerType, relatedTarget }) {
    if (pointerType === "touch" || relatedTarget) return;
    clearTimeout(timer); // the pointer has left the window
    if (hovering) timer = setTimeout(close, CLOSE_AFTER);
  }

  /** @param {PointerEvent} event */
  function onPointerDown({ pointerType, target }) {
    tapping = pointerType !== "mouse";
    clearTimeout(timer);
    if (!isActive(target)) close();
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const link = linkAt(event.target);
    const isTap = tapping && event.detail > 0; // a press of Enter has no detail
    if (!link || !isTap || link === active || plain.has(link)) return;
    event.preventDefault();
    open(link, "tap");
  }

  /** @param {FocusEvent} event */
  function onFocusIn({ target }) {
    if (!(target instanceof Element) || !target.matches(":focus-visible")) return;
    const link = linkAt(target);
    if (link !== dismissed) dismissed = undefined;
    if (isActive(target)) hovering = false;
    else if (link && link !== dismissed) open(link, "focus");
    else if (!hovering) close();
  }

  /** @param {KeyboardEvent} event */
  function onKeyDown({ key }) {
    if (key !== "Escape") return;
    if (popup?.contains(document.activeElement)) active?.focus();
    dismissed = active ?? dismissed;
    close();
  }

  /** @param {Event} event */
  function onScroll({ target }) {
    if (popup && target !== popup) place();
  }

  document.addEventListener("pointerover", onPointerOver);
  document.addEventListener("pointerout", onPointerOut);
  document.addEventListener("pointerdown", onPointerDown);
  document.addEventListener("click", onClick);
  document.addEventListener("focusin", onFocusIn);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("scroll", onScroll, { capture: true, passive: true }); // the page, and boxes in it
  window.addEventListener("resize", onScroll);
  window.addEventListener("hashchange", close);
  window.addEventListener("pagehide", close); // the way back must not find it open
})();
