/**
 * Figures that answer: marks that tell what they stand for, and that narrow down the tables on their page.
 *
 * The drawing of a figure is complete on its page. When a reader comes near, `_figures/<figure>.js` calls `atlasFigure`
 * with its marks as a Bokeh plot, BokehJS is loaded, and the plot is laid below the drawing, whose own marks are no longer
 * seen. Labels, links and everything that the keyboard and assistive technology reach remain those of the drawing.
 *
 * Where a table on the page can be explored, marks can be chosen: by pressing them, or in the table of the figure. The
 * rows that stand for their records remain, and marks without such a row are empty. Figures and tables know nothing of
 * each other but three events of the document: a figure says `atlas-narrow`, a table `atlas-shown` and `atlas-reset`.
 * What is chosen stands in the query of the address.
 *
 * All text enters the page as text, never as markup.
 */
(() => {
  /**
   * @typedef {object} Mark
   * @property {string} row the end of the anchor of its row
   * @property {string} label
   * @property {string[]} records type and id of each
   */

  /**
   * @typedef {object} Drawn what a page does not tell of its figure
   * @property {Mark[]} marks in the order of the drawing
   * @property {number} left where the plot begins in the drawing, in px
   * @property {number} top
   * @property {object} item a plot in Bokeh's form
   */

  /**
   * @typedef {Record<string, unknown[]>} Columns
   */

  /**
   * @typedef {object} Source of the marks of a plot
   * @property {Columns} data
   * @property {{indices: number[], properties: {indices: {change: {connect: (slot: () => void) => void}}}}} selected
   */

  /**
   * @typedef {object} Model
   * @property {{get_model_by_name: (name: string) => Source | null}} document
   * @property {{glyph: Record<string, unknown>}[]} renderers
   */

  /**
   * @typedef {object} View
   * @property {Model} model
   * @property {{events_el: HTMLElement}} canvas_view
   */

  /**
   * @typedef {object} Bokeh
   * @property {{embed_item: (item: object, target: Element) => Promise<Iterable<View>>}} embed
   * @property {{set_level: (level: string) => void}} logger
   */

  /** @typedef {CustomEvent<{table: string, all: string[], shown: string[]}>} ShownEvent */

  const NEAR = "25%"; // of the window, above and below it
  const SIGNS = ["pointermove", "pointerdown", "keydown", "scroll", "wheel"]; // that somebody is there
  const NO_COLOUR = "transparent";
  const CHOSEN = 3; // px, the outline of a mark that is chosen

  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href).href;

  /** @type {Map<string, Promise<void>>} scripts by address */
  const scripts = new Map();

  /** @type {Map<string, Drawn>} what scripts told, by figure */
  const told = new Map();

  /** @type {Map<string, {all: Set<string>, shown: Set<string>}>} the records of each table, and those on the page */
  const tables = new Map();

  /**
   * Load a script of the site once; one that failed is asked for again.
   *
   * @param {string} path from the root
   */
  function load(path) {
    const known = scripts.get(path);
    if (known) return known;
    /** @type {Promise<void>} */
    const loading = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + path;
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", () => {
        scripts.delete(path);
        reject(new Error(path));
      });
      document.head.append(script);
    });
    scripts.set(path, loading);
    return loading;
  }

  const bokeh = () => /** @type {{Bokeh: Bokeh}} */ (/** @type {unknown} */ (window)).Bokeh;

  /** @param {string} record */
  const isKnown = (record) => [...tables.values()].some(({ all }) => all.has(record));

  /** @param {string} record */
  const isShown = (record) => [...tables.values()].some(({ shown }) => shown.has(record));

  /**
   * Return a colour as it is drawn; none for what is not, and for patterns.
   *
   * @param {CSSStyleDeclaration | undefined} style
   * @param {string} property
   */
  function colourOf(style, property) {
    const value = style?.getPropertyValue(property) ?? "none";
    return value === "none" || value.startsWith("url") ? NO_COLOUR : value;
  }

  /** A figure, its drawing and, once a reader is near, its plot. */
  class Figure {
    /** @param {SVGSVGElement} drawing */
    constructor(drawing) {
      this.drawing = drawing;
      this.element = /** @type {HTMLElement} */ (drawing.closest("figure"));
      this.title = this.element.querySelector("figcaption strong")?.textContent ?? "";
      const links = [...drawing.querySelectorAll("a")].filter((link) => link.querySelector(".m, .l"));
      this.links = /** @type {SVGAElement[]} */ (/** @type {unknown} */ (links));
      /** @type {Mark[]} */
      this.marks = [];
      /** @type {Set<string>} rows whose marks are chosen */
      this.chosen = new Set();
      /** @type {Map<string, HTMLInputElement>} for each row that can be chosen */
      this.boxes = new Map();
      /** @type {Source[]} */
      this.sources = [];
      /** @type {Promise<void> | undefined} */
      this.starting = undefined;
      this.isFilling = false;
      this.hint = document.createElement("span");
      this.status = document.createElement("span");
      this.button = document.createElement("button");
      this.#buildBar();
    }

    #buildBar() {
      this.button.type = "button";
      this.button.className = "atlas-button";
      this.button.textContent = "Make interactive";
      this.button.addEventListener("click", () => {
        if (this.sources.length) this.#choose(new Set());
        else this.start();
      });
      this.status.setAttribute("role", "status");
      this.element.querySelector(".atlas-figure-bar")?.append(this.button, this.hint, this.status);
    }

    get #name() {
      return `${this.element.id}.mark`;
    }

    // starting

    /** Load what the figure needs and put its plot into the page; the drawing is complete if that fails. */
    start() {
      this.starting ??= this.#start().catch(() => {
        this.element.querySelector(".atlas-plot")?.remove();
        this.status.textContent = " The interactive drawing could not be loaded. The one shown is complete.";
        this.starting = undefined; // to be tried again
      });
      return this.starting;
    }

    async #start() {
      await load(`_figures/${this.element.id}.js`);
      const drawn = told.get(this.element.id);
      if (!drawn || this.sources.length) return;
      this.#meet(drawn.marks);
      await load("_static/bokeh.min.js");
      await this.#draw(drawn);
      this.button.hidden = true;
      this.button.textContent = "Clear the choice";
      this.show();
    }

    /**
     * Take over the marks; those with rows in the tables of the page can be chosen from now on.
     *
     * @param {Mark[]} marks
     */
    #meet(marks) {
      if (this.marks.length) return;
      this.marks = marks;
      for (const { row, label, records } of marks) {
        const cell = document.getElementById(`${this.element.id}-data-${row}`.toLowerCase())?.closest("th, td");
        if (!cell || this.boxes.has(row) || !records.some(isKnown)) continue;
        const box = document.createElement("input");
        box.type = "checkbox";
        box.className = "atlas-choice";
        box.setAttribute("aria-label", `Choose ${label}`);
        box.addEventListener("change", () => this.#toggle([row]));
        cell.prepend(box);
        this.boxes.set(row, box);
      }
      this.restore();
    }

    /** @param {Drawn} drawn */
    async #draw({ left, top, item }) {
      const place = document.createElement("div");
      place.className = "atlas-plot";
      place.setAttribute("aria-hidden", "true"); // the links of the drawing say the same
      place.style.left = `${left}px`;
      place.style.top = `${top}px`;
      this.drawing.before(place);
      bokeh().logger.set_level("error");
      const [view] = await bokeh().embed.embed_item(item, place);
      if (!view) throw new Error("no plot");
      const { model, canvas_view: canvas } = view;
      canvas.events_el.removeAttribute("tabindex");
      this.sources = ["boxes", "bands"].flatMap((name) => model.document.get_model_by_name(name) ?? []);
      for (const source of this.sources) {
        source.selected.properties.indices.change.connect(() => this.#pressed(source));
      }
      for (const { glyph } of model.renderers) {
        if ("text_font" in glyph) glyph.text_font = { value: getComputedStyle(this.drawing).fontFamily };
      }
      this.#hushOnEscape(place);
      this.drawing.classList.add("atlas-live");
    }

    /**
     * Let Esc take away what is said at the pointer, until it leaves the plot.
     *
     * @param {HTMLElement} place
     */
    #hushOnEscape(place) {
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && place.matches(":hover")) document.body.classList.add("atlas-hushed");
      });
      place.addEventListener("pointerleave", () => document.body.classList.remove("atlas-hushed"));
    }

    // choosing

    /** @param {Source} source */
    #pressed(source) {
      if (this.isFilling) return;
      const before = this.#indices(source);
      const after = source.selected.indices;
      const pressed = after.filter((index) => !before.includes(index));
      const released = before.filter((index) => !after.includes(index));
      const changed = [...pressed, ...released].map((index) => Number(source.data.mark?.[index]));
      const rows = changed.map((mark) => this.marks[mark]?.row ?? "");
      if (rows.some((row) => this.boxes.has(row))) this.#toggle(rows.filter((row) => this.boxes.has(row)));
      else if (changed.length) this.#follow(/** @type {number} */ (changed[0]));
      this.show();
    }

    /**
     * Go where a mark leads.
     *
     * @param {number} mark
     */
    #follow(mark) {
      const address = this.links[mark]?.getAttribute("href");
      if (address) location.assign(new URL(address, location.href));
    }

    /** @param {string[]} rows */
    #toggle(rows) {
      const chosen = new Set(this.chosen);
      for (const row of new Set(rows)) if (!chosen.delete(row)) chosen.add(row);
      this.#choose(chosen);
    }

    /** @param {Set<string>} rows */
    #choose(rows) {
      this.chosen = rows;
      const query = new URLSearchParams(location.search);
      query.delete(this.#name);
      for (const row of rows) query.append(this.#name, row);
      history.pushState(null, "", `${location.pathname}${`${query}` && `?${query}`}${location.hash}`);
      this.#narrow();
    }

    /** Forget what is chosen; return whether anything was. */
    clear() {
      const hadAny = this.chosen.size > 0;
      if (hadAny) this.#choose(new Set());
      return hadAny;
    }

    /** Choose what the address names. */
    restore() {
      const rows = new URLSearchParams(location.search).getAll(this.#name);
      if (!rows.length && !this.chosen.size) return;
      this.chosen = new Set(rows.filter((row) => this.boxes.has(row)));
      this.#narrow();
    }

    get isAskedFor() {
      return new URLSearchParams(location.search).has(this.#name);
    }

    /** Tell the tables which records are chosen. */
    #narrow() {
      const marks = this.marks.filter(({ row }) => this.chosen.has(row));
      const detail = {
        figure: this.element.id,
        title: this.title,
        labels: marks.map(({ label }) => label),
        records: marks.length ? marks.flatMap(({ records }) => records) : undefined,
      };
      document.dispatchEvent(new CustomEvent("atlas-narrow", { detail }));
      this.show();
    }

    // showing

    /** Show colours of the page, what is chosen, and which marks have rows in the tables. */
    show() {
      for (const [row, box] of this.boxes) box.checked = this.chosen.has(row);
      this.button.hidden = this.sources.length > 0 && !this.chosen.size;
      if (this.sources.length) this.#tell();
      this.isFilling = true;
      for (const source of this.sources) {
        const marks = /** @type {number[]} */ (source.data.mark);
        const looks = marks.map((mark) => this.#look(mark));
        const columns = Object.keys(looks[0] ?? {});
        const filled = columns.map((name) => [name, looks.map((look) => look[name])]);
        source.data = { ...source.data, ...Object.fromEntries(filled) };
        source.selected.indices = this.#indices(source);
      }
      this.isFilling = false;
    }

    /** @param {Source} source */
    #indices(source) {
      const marks = /** @type {number[]} */ (source.data.mark ?? []);
      return marks.flatMap((mark, index) => (this.chosen.has(this.marks[mark]?.row ?? "") ? [index] : []));
    }

    /** Tell what can be done as long as nothing is done, then what is chosen. */
    #tell() {
      const press = this.boxes.size
        ? "Press marks, or tick them under “Description and data”, to narrow down the table on this page."
        : "Point at a mark to read it, press it to follow it.";
      const number = this.chosen.size;
      this.hint.textContent = number ? "" : press;
      this.status.textContent = number ? ` ${number} chosen.` : "";
    }

    /**
     * Return how a mark looks and what it says: as in the drawing, but empty if no table has a row of it any more.
     *
     * @param {number} number
     * @returns {Record<string, string | number>}
     */
    #look(number) {
      const { row = "", label = "", records = [] } = this.marks[number] ?? {};
      const link = /** @type {SVGAElement} */ (this.links[number]);
      const known = records.filter(isKnown);
      const shown = known.filter(isShown);
      const isEmpty = known.length > 0 && !shown.length;
      const said = known.length && shown.length < known.length ? ` (${shown.length} of ${known.length} shown)` : "";
      link.classList.toggle("atlas-empty", isEmpty);
      const look = { ...this.#drawnLook(link), label: label + said };
      if (isEmpty) Object.assign(look, { fill: NO_COLOUR, pattern: NO_COLOUR, ink: NO_COLOUR, halo: NO_COLOUR });
      if (isEmpty && link.querySelector(".l")) look.width = 1;
      if (this.chosen.has(row))
        Object.assign(look, { line: this.#ink(), width: Math.max(look.width, CHOSEN), dash: "solid" });
      return look;
    }

    /**
     * Return the colours of a mark as they are drawn.
     *
     * @param {SVGAElement} link
     */
    #drawnLook(link) {
      const shape = /** @type {SVGElement} */ (link.querySelector(".m, .l"));
      const style = getComputedStyle(shape);
      const words = link.querySelector(".t");
      const text = words ? getComputedStyle(words) : undefined;
      const line = colourOf(style, "stroke");
      const dash = style.getPropertyValue("stroke-dasharray");
      return {
        fill: colourOf(style, "fill"),
        line: line === NO_COLOUR ? colourOf(style, "fill") : line,
        pattern: line,
        width: Number.parseFloat(style.getPropertyValue("stroke-width")),
        dash: dash === "none" ? "solid" : dash.replaceAll(/px|,/g, ""),
        ink: colourOf(text, "fill"),
        halo: colourOf(text, "stroke"),
        weight: Number(text?.fontWeight) >= 600 ? "bold" : "normal",
      };
    }

    /** Return the colour of words beside the plot. */
    #ink() {
      const text = this.drawing.querySelector("text:not(.t)");
      return text ? getComputedStyle(text).fill : "black";
    }
  }

  /** @type {Figure[]} */
  let figures = [];

  /**
   * Called by the script of each figure.
   *
   * @param {string} id
   * @param {Drawn} drawn
   */
  function atlasFigure(id, drawn) {
    told.set(id, drawn);
  }

  /** Start figures as they come near, from the first sign that somebody is there. */
  function watch() {
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          watcher.unobserve(target);
          figures.find(({ element }) => element === target)?.start();
        }
      },
      { rootMargin: NEAR },
    );
    const begin = () => {
      for (const sign of SIGNS) removeEventListener(sign, begin);
      for (const { element } of figures) watcher.observe(element);
    };
    for (const sign of SIGNS) addEventListener(sign, begin, { passive: true });
  }

  function showAll() {
    for (const figure of figures) figure.show();
  }

  /** Follow the theme, be it of the page or of the system. */
  function followTheme() {
    new MutationObserver(showAll).observe(document.body, { attributes: true, attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showAll);
  }

  Object.assign(window, { atlasFigure });

  document.addEventListener("atlas-shown", (event) => {
    const { table, all, shown } = /** @type {ShownEvent} */ (event).detail;
    tables.set(table, { all: new Set(all), shown: new Set(shown) });
    showAll();
  });

  document.addEventListener("atlas-reset", (event) => {
    if (figures.map((figure) => figure.clear()).includes(true)) event.preventDefault();
  });

  // after the scripts of the tables, which run before this event and have told what they show
  document.addEventListener("DOMContentLoaded", () => {
    const drawings = /** @type {NodeListOf<SVGSVGElement>} */ (document.querySelectorAll("figure .atlas-drawing"));
    figures = [...drawings].map((drawing) => new Figure(drawing));
    for (const figure of figures) if (figure.isAskedFor) figure.start();
    watch();
    followTheme();
  });

  window.addEventListener("popstate", () => {
    for (const figure of figures) {
      if (figure.isAskedFor) figure.start();
      figure.restore();
    }
  });
})();
