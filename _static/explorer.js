/**
 * The explorer of a table: search, facets, order, columns, and saving what is shown.
 *
 * The table is complete on its page. For each table of the class `atlas-explored`, a script of `_explorer/` calls
 * `atlasExplorer` with what the page does not tell: the facets of the rows and other names of what they mention. Scripts,
 * as pages opened from files may load no other kind of data.
 *
 * Values of one facet are alternatives, facets add up. What is chosen stands in the query of the address, each name led
 * by the id of the table, so that an address can be shared and the way back leads back. Rows that are left out are kept
 * apart from the page, where browsers need not care for them, and come back as they were.
 *
 * Figures can narrow down the rows as well: the document hears `atlas-narrow` from them, and `atlas-shown` and
 * `atlas-reset` from here.
 *
 * All text enters the page as text, never as markup.
 */
(() => {
  /**
   * @typedef {object} Facet
   * @property {string} id
   * @property {string} label
   * @property {[id: string, label: string][]} values
   */

  /**
   * @typedef {object} Row
   * @property {number[][]} values for each facet the places of the values of the row
   * @property {string[]} names ids of what the row names
   * @property {string[]} works keys of the works that it rests on
   */

  /**
   * @typedef {object} Data what a page does not tell of its table
   * @property {string} page its name
   * @property {string} type of the records that the rows show
   * @property {string} version of the data
   * @property {string} as_of ISO date of the data
   * @property {string} licence
   * @property {string[]} columns ids
   * @property {Facet[]} facets
   * @property {Record<string, string>} names words for what rows name, by id
   * @property {Record<string, Row>} rows by the end of their anchor
   */

  /**
   * @typedef {object} State what a reader has chosen
   * @property {string} text
   * @property {Set<number>[]} chosen for each facet the places of the chosen values
   * @property {number} column by which rows are sorted; -1 for the order of the page
   * @property {boolean} isDescending
   * @property {Set<number>} hidden columns that are not shown
   */

  /** @typedef {CustomEvent<{figure: string, title: string, labels: string[], records?: string[]}>} NarrowEvent */

  const MANY = 200; // rows up to which a table is on the page whole: thousands keep browsers busy for seconds
  const FIRST = 100; // rows of a longer table that are on the page until all are asked for
  const PAUSE = 400; // ms without a key press before the address changes and the result is spoken
  const KEPT = 10000; // ms for which a file that is being saved is kept
  const ADDED = ".atlas-row-link, .atlas-popup-box, .headerlink"; // what is no part of the text of a cell

  const root = new URL(document.documentElement.dataset.content_root ?? "./", location.href).href;

  // texts: how they are compared and read

  const GREEK =
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega".split(
      " ",
    );

  /** @param {string} letter */
  const spelt = (letter) => GREEK[letter.charCodeAt(0) - 0x3b1] ?? letter;

  /**
   * Return words divided by single spaces, without case, accents, hyphens and marks, Greek letters spelt out.
   *
   * @param {string} text
   */
  function folded(text) {
    return text
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\p{M}\p{Cf}'’]/gu, "")
      .replace(/[α-ω]/gu, spelt)
      .replace(/(?<=\d)\p{Pd}(?=\d)/gu, " ") // 17-92 are two numbers
      .replace(/\p{Pd}/gu, "")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  }

  /**
   * @param {string} text
   * @param {number} at
   */
  function isDigit(text, at) {
    const code = text.charCodeAt(at);
    return code >= 48 && code <= 57;
  }

  /**
   * Whether *word* stands in *text*. A number must stand whole: 21 does not find 214.
   *
   * @param {string} text
   * @param {string} word
   */
  function holds(text, word) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      const end = at + word.length;
      const isCut = (isDigit(text, at - 1) && isDigit(text, at)) || (isDigit(text, end - 1) && isDigit(text, end));
      if (!isCut) return true;
    }
    return false;
  }

  /** @param {Element} element */
  function textOf(element) {
    if (!element.querySelector(ADDED)) return (element.textContent ?? "").trimEnd();
    const copy = /** @type {Element} */ (element.cloneNode(true));
    for (const added of copy.querySelectorAll(ADDED)) added.remove();
    return (copy.textContent ?? "").trimEnd();
  }

  /** @param {Element} cell */
  function linesOf(cell) {
    const paragraphs = [...cell.children].filter((child) => child.localName === "p");
    return (paragraphs.length ? paragraphs : [cell]).map(textOf);
  }

  /**
   * Return what a cell is sorted by: its first line, numbers padded; nothing for a cell that only says why it is empty.
   *
   * @param {Element} cell
   */
  function sortKey(cell) {
    const line = cell.firstElementChild ?? cell;
    const only = line.childNodes.length === 1 ? line.firstElementChild : null;
    if (only?.classList.contains("atlas-missing")) return "";
    const text = textOf(line).trim().normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
    return text.replace(/\d+/g, (digits, /** @type {number} */ at) =>
      text[at - 1] === "." && isDigit(text, at - 2) ? digits : digits.padStart(15, "0"),
    );
  }

  // sets of rows, one bit a row

  /** @param {number} number */
  function bitsIn(number) {
    let bits = number - ((number >>> 1) & 0x55555555);
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }

  /**
   * @param {Uint32Array} set
   * @param {number} row
   */
  const has = (set, row) => (((set[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;

  /**
   * @param {number} size
   * @param {(row: number) => boolean} isIn
   */
  function setOf(size, isIn) {
    const set = new Uint32Array((size + 31) >>> 5);
    for (let row = 0; row < size; row += 1) {
      if (isIn(row)) set[row >>> 5] = (set[row >>> 5] ?? 0) | (1 << (row & 31));
    }
    return set;
  }

  /** @param {Uint32Array[]} sets at least one */
  function common([first, ...others]) {
    const set = Uint32Array.from(first ?? []);
    for (const other of others) for (let at = 0; at < set.length; at += 1) set[at] = (set[at] ?? 0) & (other[at] ?? 0);
    return set;
  }

  /** @param {Uint32Array[]} sets at least one */
  function united([first, ...others]) {
    const set = Uint32Array.from(first ?? []);
    for (const other of others) for (let at = 0; at < set.length; at += 1) set[at] = (set[at] ?? 0) | (other[at] ?? 0);
    return set;
  }

  /**
   * @param {Uint32Array} one
   * @param {Uint32Array} other
   */
  function countCommon(one, other) {
    let count = 0;
    for (let at = 0; at < one.length; at += 1) count += bitsIn((one[at] ?? 0) & (other[at] ?? 0));
    return count;
  }

  /** The rows of a table as they are searched, narrowed down and sorted. */
  class Index {
    /** @type {Map<number, { groups: number[][], empty: number[] }>} what was read, by column */
    #columns = new Map();

    /**
     * @param {HTMLTableRowElement[]} rows
     * @param {string[]} texts folded
     * @param {Uint32Array[][]} facets for each facet the rows of each value
     */
    constructor(rows, texts, facets) {
      this.rows = rows;
      this.texts = texts;
      this.facets = facets;
    }

    /** @param {string} text */
    #matching(text) {
      const words = folded(text).split(" ");
      return setOf(this.texts.length, (row) => words.every((word) => holds(this.texts[row] ?? "", word)));
    }

    /**
     * Return the rows that match, and how many match each value of each facet if the facet itself is left open.
     *
     * @param {State} state
     * @param {Uint32Array[]} linked sets of rows to stay in
     */
    filtered({ text, chosen }, linked) {
      const matching = common([this.#matching(text), ...linked]);
      const allowed = this.facets.map((values, facet) => {
        const sets = values.filter((_, value) => chosen[facet]?.has(value));
        return sets.length ? [united(sets)] : [];
      });
      const counts = this.facets.map((values, facet) => {
        const rest = common([matching, ...allowed.filter((_, other) => other !== facet).flat()]);
        return values.map((set) => countCommon(rest, set));
      });
      return { shown: common([matching, ...allowed.flat()]), counts };
    }

    /**
     * Return groups of rows that have the same in a column, upwards, and the rows that have nothing.
     *
     * @param {number} column
     */
    grouped(column) {
      const known = this.#columns.get(column);
      if (known) return known;
      const texts = this.rows.map((row) => sortKey(/** @type {Element} */ (row.cells[column])));
      const areNumbers = texts.every((text) => Number.isFinite(Number(text)));
      const keys = areNumbers ? texts.map((text) => (text ? Number(text) : "")) : texts;
      /** @type {Map<string | number, number[]>} */
      const places = new Map(keys.map((key) => [key, []]));
      keys.forEach((key, row) => {
        places.get(key)?.push(row);
      });
      const empty = places.get("") ?? [];
      places.delete("");
      const groups = [...places].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, rows]) => rows);
      this.#columns.set(column, { groups, empty });
      return { groups, empty };
    }

    /**
     * Return the places of all rows in the wanted order; equal ones as on the page, those without a value last.
     *
     * @param {State} state
     */
    sorted({ column, isDescending }) {
      if (column < 0) return this.rows.map((_, row) => row);
      const { groups, empty } = this.grouped(column);
      return [...(isDescending ? [...groups].reverse() : groups), empty].flat();
    }
  }

  // files

  /** @param {string} text */
  function csvCell(text) {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text; // no formula runs in a spreadsheet
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  /**
   * @param {string} name
   * @param {string} type
   * @param {string} text
   */
  function save(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), KEPT);
  }

  /** @type {(works: string[][]) => void} */
  let give = () => {};

  /** @type {Promise<string[][]> | undefined} key, BibTeX and RIS of every work, in order */
  let works;

  /** Return the works, which are loaded when they are first wanted. */
  function loadWorks() {
    works ??= new Promise((resolve, reject) => {
      give = resolve;
      const script = make("script", { src: `${root}_explorer/works.js` });
      script.addEventListener("error", () => {
        works = undefined; // to be asked for again
        reject(new Error("no works"));
      });
      document.head.append(script);
    });
    return works;
  }

  // the page

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Record<string, string | boolean>} properties
   * @param {(Node | string)[]} content
   */
  function make(tag, properties, ...content) {
    const made = document.createElement(tag);
    Object.assign(made, properties);
    made.append(...content);
    return made;
  }

  /**
   * @param {string} text
   * @param {() => void} press
   */
  function buttonFor(text, press) {
    const button = make("button", { type: "button", className: "atlas-button" }, text);
    button.addEventListener("click", press);
    return button;
  }

  /**
   * @param {string} label
   * @param {Node[]} extra
   */
  function boxFor(label, ...extra) {
    const box = make("input", { type: "checkbox" });
    return { box, label: make("label", {}, box, ` ${label} `, ...extra) };
  }

  /** @param {() => void} run */
  function afterPaint(run) {
    requestAnimationFrame(() => setTimeout(run));
  }

  /** @type {(run: () => void) => void} some browsers do not tell when they are idle */
  const whenIdle = window.requestIdleCallback ?? afterPaint;

  /** Shows one table as its reader chooses. */
  class Explorer {
    /**
     * @param {HTMLTableElement} table
     * @param {Data} data
     */
    constructor(table, data) {
      this.table = table;
      this.data = data;
      this.body = /** @type {HTMLTableSectionElement} */ (table.tBodies[0]);
      this.rows = [...this.body.rows];
      this.heads = [...(table.tHead?.rows[0]?.cells ?? [])];
      this.titles = this.heads.map(textOf);
      this.widths = table.querySelectorAll("col");
      this.caption = table.caption ? textOf(table.caption) : "";
      this.records = this.#records();
      this.names = this.#names();
      this.index = new Index(this.rows, this.#texts(), this.#sets());
      this.state = this.#start();
      this.order = this.rows.map((_, row) => row);
      this.limit = this.rows.length > MANY ? FIRST : this.rows.length;
      this.isPrinting = false;
      this.shown = new Uint32Array(0);
      /** @type {Map<string, {words: string, rows: Uint32Array}>} what figures narrow the rows down to */
      this.figures = new Map();
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      this.timer = undefined;
      this.search = make("input", { type: "search", autocomplete: "off", spellcheck: false });
      this.menu = make("select", {}, make("option", { value: "" }, "As on the page"));
      this.opener = buttonFor("", () => this.#toggle(this.opener));
      this.boxes = data.facets.map((_, facet) => this.#facetBoxes(facet));
      this.columns = this.titles.map((title, column) => this.#columnBox(title, column));
      this.sentence = make("p", { className: "atlas-explorer-sentence" });
      this.note = make("p", { className: "atlas-explorer-note" });
      this.nothing = make(
        "p",
        {},
        "No row matches. ",
        buttonFor("Show all rows", () => this.#reset()),
      );
      this.rest = make("p", { className: "atlas-explorer-rest" }, `Only the first ${FIRST} of them are on the page. `);
      this.status = make("p", { className: "atlas-explorer-status" });
      this.#build();
      this.restore();
      this.reveal();
      this.#prepare(0);
    }

    /** @returns {State} */
    #start() {
      const chosen = this.data.facets.map(() => /** @type {Set<number>} */ (new Set()));
      return { text: "", chosen, column: -1, isDescending: false, hidden: new Set() };
    }

    #records() {
      const known = new Map(Object.entries(this.data.rows));
      const none = { values: this.data.facets.map(() => []), names: [], works: [] };
      return this.rows.map((row) => {
        const anchor = row.querySelector("[id]")?.id ?? "";
        return /** @type {Row} */ (known.get(anchor.slice(this.table.id.length + 1)) ?? none);
      });
    }

    #texts() {
      const names = new Map(Object.entries(this.data.names).map(([id, words]) => [id, folded(words)]));
      return this.rows.map((row, place) => {
        const named = this.records[place]?.names.map((id) => names.get(id));
        return [folded(row.textContent ?? ""), ...(named ?? [])].join(" ");
      });
    }

    /** The record of each row, as figures name it. */
    #names() {
      const start = this.table.id.length + 1;
      return this.rows.map((row) => `${this.data.type}/${row.querySelector("[id]")?.id.slice(start)}`);
    }

    #sets() {
      return this.data.facets.map(({ values }, facet) =>
        values.map((_, value) =>
          setOf(this.rows.length, (row) => this.records[row]?.values[facet]?.includes(value) ?? false),
        ),
      );
    }

    /**
     * Read by what rows are sorted from a column on, one at a time, so that sorting need not wait for it.
     *
     * @param {number} column
     */
    #prepare(column) {
      if (column === this.titles.length) return;
      whenIdle(() => {
        this.index.grouped(column);
        this.#prepare(column + 1);
      });
    }

    // controls

    #build() {
      this.search.addEventListener("input", () => {
        this.state.text = this.search.value;
        this.#change("typing");
      });
      this.status.setAttribute("role", "status");
      const searching = make("label", { className: "atlas-explorer-search" }, "Search in the rows ", this.search);
      const fields = make("div", { className: "atlas-explorer-line" }, searching, this.#sortMenu());
      const panels = [this.#facetPanel(), this.#columnPanel(), this.#savePanel()];
      const columns = buttonFor("Columns", () => this.#toggle(columns));
      const saving = buttonFor("Save", () => this.#toggle(saving));
      [this.opener, columns, saving].forEach((button, place) => {
        const panel = /** @type {HTMLElement} */ (panels[place]);
        panel.id = `${this.table.id}-explorer-${place}`;
        panel.hidden = true;
        button.setAttribute("aria-controls", panel.id);
        button.setAttribute("aria-expanded", "false");
      });
      this.opener.hidden = !this.data.facets.length;
      const reset = buttonFor("Reset", () => this.#reset());
      const menus = make("div", { className: "atlas-explorer-line" }, this.opener, columns, saving, reset);
      this.rest.append(buttonFor("Show all of them", () => this.#showAll()));
      const results = [this.note, this.sentence, this.nothing, this.rest, this.status];
      const bar = make("div", { className: "atlas-explorer" }, fields, menus, ...results, ...panels);
      bar.setAttribute("role", "group");
      bar.setAttribute("aria-label", `Explore: ${this.caption}`);
      const wrapper = this.table.closest(".table-wrapper") ?? this.table;
      const room = wrapper.previousElementSibling;
      if (room?.className === "atlas-explorer-room") room.append(bar);
      else wrapper.before(bar);
      this.heads.forEach((head, column) => {
        this.#makeSortable(head, column);
      });
    }

    /**
     * Open or close what a button controls.
     *
     * @param {HTMLButtonElement} button
     */
    #toggle(button) {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", `${!isOpen}`);
      const panel = document.getElementById(button.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = isOpen;
    }

    #sortMenu() {
      this.titles.forEach((title, column) => {
        this.menu.append(make("option", { value: `${column}` }, `${title}, ascending`));
        this.menu.append(make("option", { value: `-${column}` }, `${title}, descending`));
      });
      this.menu.addEventListener("change", () => {
        const { value } = this.menu;
        this.#sort(value ? Math.abs(Number(value)) : -1, value.startsWith("-"));
      });
      return make("label", {}, "Sort by ", this.menu);
    }

    /**
     * @param {HTMLTableCellElement} head
     * @param {number} column
     */
    #makeSortable(head, column) {
      const button = buttonFor(this.titles[column] ?? "", () => {
        const isSorted = this.state.column === column;
        if (isSorted && this.state.isDescending) this.#sort(-1, false);
        else this.#sort(column, isSorted);
      });
      button.className = "atlas-sort";
      const title = make("span", { className: "atlas-sort-title" }, this.titles[column] ?? "");
      head.replaceChildren(button, title);
    }

    /**
     * @param {number} column
     * @param {boolean} isDescending
     */
    #sort(column, isDescending) {
      Object.assign(this.state, { column, isDescending });
      this.#change("choice");
    }

    #facetPanel() {
      const groups = this.data.facets.map(({ label }, facet) => {
        const labels = this.boxes[facet]?.map((one) => one.label) ?? [];
        const values = make("div", { className: "atlas-explorer-values" }, ...labels);
        return make("fieldset", {}, make("legend", {}, label), values);
      });
      const help =
        "Choices within a group are alternatives; groups add up. The numbers say how many rows would be shown.";
      const body = make("div", { className: "atlas-explorer-facets" }, ...groups);
      return make("div", {}, make("p", {}, help), body);
    }

    /** @param {number} facet */
    #facetBoxes(facet) {
      return (this.data.facets[facet]?.values ?? []).map(([, name], value) => {
        const count = make("bdi", { className: "atlas-count" });
        const { box, label } = boxFor(name, count);
        box.addEventListener("change", () => {
          if (box.checked) this.state.chosen[facet]?.add(value);
          else this.state.chosen[facet]?.delete(value);
          this.#change("choice");
        });
        return { box, label, count };
      });
    }

    /**
     * @param {string} title
     * @param {number} column
     */
    #columnBox(title, column) {
      const { box, label } = boxFor(title);
      box.addEventListener("change", () => {
        if (box.checked) this.state.hidden.delete(column);
        else this.state.hidden.add(column);
        this.#change("choice");
      });
      return { box, label };
    }

    #columnPanel() {
      const labels = this.columns.slice(1).map((one) => one.label); // the first column names the row
      return make("fieldset", {}, make("legend", {}, "Columns shown"), ...labels);
    }

    #savePanel() {
      const rows = [buttonFor("CSV", () => this.#saveCsv()), buttonFor("JSON", () => this.#saveJson())];
      const panel = make("div", {}, make("fieldset", {}, make("legend", {}, "The rows shown"), ...rows));
      if (this.records.some((record) => record.works.length)) {
        const bibtex = buttonFor("BibTeX", () => this.#saveWorks("bib", "application/x-bibtex", 1, "\n"));
        const type = "application/x-research-info-systems";
        const ris = buttonFor("RIS", () => this.#saveWorks("ris", type, 2, "\r\n"));
        panel.append(make("fieldset", {}, make("legend", {}, "The works that they cite"), bibtex, ris));
      }
      return panel;
    }

    // showing

    /** @param {"typing" | "choice" | "figure"} by a choice can be taken back by going back, in one step with its figure */
    #change(by) {
      this.#say("");
      this.#show();
      if (by === "choice") afterPaint(() => this.#write("pushState")); // a new address has the page laid out at once
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        if (by !== "choice") this.#write("replaceState");
        this.#announce(this.sentence.textContent ?? "");
      }, PAUSE);
    }

    #reset() {
      this.state = this.#start();
      this.#change(this.#freeFigures() ? "figure" : "choice");
      this.search.focus();
    }

    /** Have figures choose nothing; return whether one had chosen anything, which has changed the address. */
    #freeFigures() {
      return !document.dispatchEvent(new Event("atlas-reset", { cancelable: true }));
    }

    /**
     * Narrow the rows down to the records that a figure names, or no longer.
     *
     * @param {NarrowEvent["detail"]} detail
     */
    narrow({ figure, title, labels, records }) {
      const wanted = new Set(records);
      const rows = setOf(this.rows.length, (row) => wanted.has(this.names[row] ?? ""));
      const words = `Chosen in “${title}” is ${labels.map((label) => `“${label}”`).join(" or ")}`;
      const isOurs = records?.some((record) => record.startsWith(`${this.data.type}/`));
      if (isOurs) this.figures.set(figure, { words, rows });
      else if (!this.figures.delete(figure)) return;
      this.#change("figure");
    }

    #tellFigures() {
      const shown = this.names.filter((_, row) => has(this.shown, row));
      const detail = { table: this.table.id, all: this.names, shown };
      document.dispatchEvent(new CustomEvent("atlas-shown", { detail }));
    }

    #show() {
      const linked = [...this.figures.values()].map(({ rows }) => rows);
      const { shown, counts } = this.index.filtered(this.state, linked);
      this.shown = shown;
      this.order = this.index.sorted(this.state);
      const matching = this.order.filter((row) => has(shown, row));
      const listed = this.isPrinting ? matching : matching.slice(0, this.limit);
      this.#put(listed.map((row) => /** @type {HTMLTableRowElement} */ (this.rows[row])));
      this.rest.hidden = listed.length === matching.length;
      this.#showColumns();
      this.#showControls(counts);
      this.sentence.textContent = this.#words(matching.length);
      this.nothing.hidden = matching.length > 0;
      this.#tellFigures();
    }

    /** Return how the rows are to be sorted, as the menu names it. */
    #sorting() {
      const { column, isDescending } = this.state;
      return column < 0 ? "" : `${isDescending ? "-" : ""}${column}`;
    }

    /**
     * Make rows the only ones on the page, in this order.
     *
     * @param {HTMLTableRowElement[]} listed
     */
    #put(listed) {
      const { rows } = this.body;
      const isSame = rows.length === listed.length && listed.every((row, place) => row === rows[place]);
      if (!isSame) this.body.replaceChildren(...listed); // at once: row by row takes browsers several times as long
    }

    /**
     * Put all rows that match on the page while it is printed: paper cannot be asked for more.
     *
     * @param {boolean} isPrinting
     */
    print(isPrinting) {
      this.isPrinting = isPrinting;
      this.#show();
    }

    #showAll() {
      this.limit = this.rows.length;
      this.#show();
      this.search.focus();
    }

    #showColumns() {
      this.heads.forEach((head, column) => {
        const isHidden = this.state.hidden.has(column);
        if (head.hidden === isHidden) return;
        for (const row of [head.parentElement, ...this.rows]) {
          const cell = /** @type {HTMLTableRowElement} */ (row).cells[column];
          if (cell) cell.hidden = isHidden;
        }
        const width = this.widths[column];
        if (width) width.hidden = isHidden;
      });
    }

    /** @param {number[][]} counts */
    #showControls(counts) {
      const { text, chosen, column, isDescending, hidden } = this.state;
      if (this.search.value !== text) this.search.value = text; // to set it would move the caret
      this.menu.value = this.#sorting();
      this.heads.forEach((head, place) => {
        if (place === column) head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      this.columns.forEach(({ box }, place) => {
        box.checked = !hidden.has(place);
      });
      this.boxes.forEach((boxes, facet) => {
        boxes.forEach(({ box, label, count }, value) => {
          const number = counts[facet]?.[value] ?? 0;
          box.checked = chosen[facet]?.has(value) ?? false;
          count.textContent = `(${number})`;
          label.classList.toggle("atlas-none", number === 0);
        });
      });
      const number = chosen.reduce((sum, values) => sum + values.size, 0);
      this.opener.textContent = number ? `Narrow down (${number} chosen)` : "Narrow down";
    }

    /**
     * Return in words what is shown.
     *
     * @param {number} count
     */
    #words(count) {
      const { text, chosen, column, isDescending, hidden } = this.state;
      const parts = folded(text) ? [`Text has “${text.trim()}”`] : [];
      this.data.facets.forEach(({ label, values }, facet) => {
        const labels = values.filter((_, value) => chosen[facet]?.has(value)).map(([, name]) => name);
        if (labels.length) parts.push(`${label} is ${labels.join(" or ")}`);
      });
      for (const { words } of this.figures.values()) parts.push(words);
      const all = this.rows.length;
      const number = count === all && !parts.length ? `All ${all} rows` : `${count} of ${all} rows`;
      const order = isDescending ? "descending" : "ascending";
      const sorted = column < 0 ? "" : `, sorted by ${this.titles[column]}, ${order}`;
      const left = new Intl.ListFormat("en-GB").format(this.titles.filter((_, place) => hidden.has(place)));
      const without = left && `, without the column${hidden.size > 1 ? "s" : ""} ${left}`;
      return `${parts.length ? `${parts.join(", and ")}: ` : ""}${number}${sorted}${without}`;
    }

    /**
     * Show a remark, or none.
     *
     * @param {string} text
     */
    #say(text) {
      this.note.textContent = text;
      this.note.hidden = !text;
    }

    /** @param {string} text */
    #announce(text) {
      this.status.textContent = [this.note.textContent, text].filter(Boolean).join(" ");
    }

    // the address

    /** @param {string} name */
    #parameter(name) {
      return `${this.table.id}.${name}`;
    }

    /** @param {"pushState" | "replaceState"} how */
    #write(how) {
      const query = new URLSearchParams(location.search);
      for (const name of [...query.keys()]) if (name.startsWith(this.#parameter(""))) query.delete(name);
      const { text, chosen, column, isDescending, hidden } = this.state;
      if (text) query.append(this.#parameter("q"), text);
      this.data.facets.forEach(({ id, values }, facet) => {
        for (const value of chosen[facet] ?? []) query.append(this.#parameter(id), values[value]?.[0] ?? "");
      });
      if (column >= 0) query.append(this.#parameter("sort"), `${isDescending ? "-" : ""}${this.data.columns[column]}`);
      for (const place of hidden) query.append(this.#parameter("hide"), this.data.columns[place] ?? "");
      const address = `${location.pathname}${`${query}` && `?${query}`}${location.hash}`;
      if (address !== `${location.pathname}${location.search}${location.hash}`) history[how](null, "", address);
    }

    /** Show what the address asks for, and say what of it is not known. */
    restore() {
      clearTimeout(this.timer);
      this.state = this.#start();
      const unknown = [];
      for (const [name, value] of new URLSearchParams(location.search)) {
        const own = name.startsWith(this.#parameter("")) ? name.slice(this.table.id.length + 1) : undefined;
        if (own !== undefined && !this.#take(own, value)) unknown.push(`${own} “${value}”`);
      }
      this.#say(unknown.length ? `The address asks for what is not known here: ${unknown.join(", ")}.` : "");
      this.#show();
      if (unknown.length) this.timer = setTimeout(() => this.#announce(this.sentence.textContent ?? ""), PAUSE);
    }

    /**
     * Take over a parameter of the address; return whether it is known.
     *
     * @param {string} name
     * @param {string} value
     */
    #take(name, value) {
      if (name === "q") {
        this.state.text = value;
        return true;
      }
      if (name === "sort" || name === "hide") return this.#takeColumn(name, value);
      const facet = this.data.facets.findIndex((one) => one.id === name);
      const place = this.data.facets[facet]?.values.findIndex(([id]) => id === value) ?? -1;
      if (place >= 0) this.state.chosen[facet]?.add(place);
      return place >= 0;
    }

    /**
     * @param {"sort" | "hide"} name
     * @param {string} value
     */
    #takeColumn(name, value) {
      const isDescending = name === "sort" && value.startsWith("-");
      const column = this.data.columns.indexOf(isDescending ? value.slice(1) : value);
      if (name === "sort" && column >= 0) Object.assign(this.state, { column, isDescending });
      if (name === "hide" && column > 0) this.state.hidden.add(column);
      return column >= (name === "hide" ? 1 : 0);
    }

    /** Go to the row that the address names; if it is left out, all rows are shown. */
    reveal() {
      const anchor = `[id="${CSS.escape(location.hash.slice(1))}"]`;
      const place = this.rows.findIndex((row) => row.querySelector(anchor));
      const target = this.rows[place];
      if (target && !target.isConnected) this.#bringBack(target, !has(this.shown, place));
      target?.scrollIntoView();
    }

    /**
     * @param {HTMLTableRowElement} row that is not on the page
     * @param {boolean} isLeftOut by the choice of the reader, not only for being far down
     */
    #bringBack(row, isLeftOut) {
      if (isLeftOut) {
        this.#freeFigures();
        Object.assign(this.state, { text: "", chosen: this.#start().chosen });
        this.#write("replaceState");
        this.#show();
      }
      if (!row.isConnected) this.limit = this.rows.length;
      this.#show();
      location.replace(location.hash); // for the browser to find its target, which was not there; as if gone back
      if (!isLeftOut) return;
      this.#say("All rows are shown, as the address leads to one that was left out.");
      this.#announce("");
    }

    // saving

    /** @param {string} suffix */
    #fileName(suffix) {
      const { page, as_of, version } = this.data;
      return `${page.replaceAll("/", "-")}_${this.table.id}_${as_of}_v${version}.${suffix}`;
    }

    /** Return the places of the rows shown, in order, and of the columns shown. */
    #view() {
      const columns = this.titles.map((_, column) => column).filter((column) => !this.state.hidden.has(column));
      return { rows: this.order.filter((row) => has(this.shown, row)), columns };
    }

    /**
     * @param {number} row
     * @param {number} column
     */
    #cell(row, column) {
      return linesOf(/** @type {Element} */ (this.rows[row]?.cells[column])).join("; ");
    }

    #saveCsv() {
      const { rows, columns } = this.#view();
      const cells = rows.map((row) => columns.map((column) => this.#cell(row, column)));
      const lines = [columns.map((column) => this.titles[column] ?? ""), ...cells];
      const text = lines.map((line) => `${line.map(csvCell).join(",")}\r\n`).join("");
      this.#save("csv", "text/csv;charset=utf-8", text);
    }

    #saveJson() {
      const { rows, columns } = this.#view();
      const { page, version, as_of, licence } = this.data;
      const named = columns.map((column) => ({ id: this.data.columns[column], title: this.titles[column] }));
      const items = rows.map((row) =>
        Object.fromEntries(columns.map((column) => [this.data.columns[column], this.#cell(row, column)])),
      );
      const shown = this.sentence.textContent;
      const all = { table: this.caption, page, version, as_of, licence, shown, columns: named, items };
      this.#save("json", "application/json", `${JSON.stringify(all, null, 1)}\n`);
    }

    /**
     * @param {string} suffix
     * @param {string} type
     * @param {1 | 2} form place of the text in what is known of a work
     * @param {string} separator
     */
    async #saveWorks(suffix, type, form, separator) {
      const cited = new Set(this.#view().rows.flatMap((row) => this.records[row]?.works ?? []));
      const known = await loadWorks().catch(() => undefined);
      const texts = known?.filter(([key]) => cited.has(key ?? "")).map((work) => work[form] ?? "");
      if (texts?.length) this.#save(suffix, type, texts.join(separator));
      else this.#announce(texts ? "The rows shown cite no work." : "The works could not be loaded.");
    }

    /**
     * @param {string} suffix
     * @param {string} type
     * @param {string} text
     */
    #save(suffix, type, text) {
      save(this.#fileName(suffix), type, text);
      this.#announce(`Saved as ${this.#fileName(suffix)}.`);
    }
  }

  /** @type {Explorer[]} */
  const explorers = [];

  /**
   * Called by the script of each table.
   *
   * @param {string} id of the table
   * @param {Data} data
   */
  function atlasExplorer(id, data) {
    const table = document.getElementById(id);
    if (table instanceof HTMLTableElement) explorers.push(new Explorer(table, data));
  }

  /** @param {string[][]} known key, BibTeX and RIS of every work */
  function atlasWorks(known) {
    give(known);
  }

  Object.assign(window, { atlasExplorer, atlasWorks });
  document.addEventListener("atlas-narrow", (event) => {
    for (const explorer of explorers) explorer.narrow(/** @type {NarrowEvent} */ (event).detail);
  });
  window.addEventListener("popstate", () => {
    for (const explorer of explorers) explorer.restore();
  });
  window.addEventListener("hashchange", () => {
    for (const explorer of explorers) explorer.reveal();
  });
  window.addEventListener("beforeprint", () => {
    for (const explorer of explorers) explorer.print(true);
  });
  window.addEventListener("afterprint", () => {
    for (const explorer of explorers) explorer.print(false);
  });
})();
