"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === "") continue;
    if (key in made && key !== "list") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  picture.append(use);
  return picture;
}

function block(id) {
  const found = document.getElementById(id);
  return found ? JSON.parse(found.textContent) : null;
}

/* Larger text, printing, the menu of small screens. */
function setUpSwitches() {
  const root = document.documentElement;
  const larger = $("#larger");
  const tell = () => larger.setAttribute("aria-pressed", String(root.dataset.text === "large"));
  tell();
  larger.addEventListener("click", () => {
    if (root.dataset.text === "large") delete root.dataset.text;
    else root.dataset.text = "large";
    try {
      localStorage.setItem("mingzhang-text", root.dataset.text || "");
      document.cookie = `mingzhang-text=${root.dataset.text || "normal"}; path=/; max-age=31536000; samesite=lax`;
    } catch {
      // Kept for this page only.
    }
    tell();
    window.dispatchEvent(new Event("resize"));
  });
  $("#print").addEventListener("click", () => window.print());
  const menu = $("#menu");
  menu.addEventListener("click", () => {
    const open = menu.getAttribute("aria-expanded") !== "true";
    menu.setAttribute("aria-expanded", String(open));
    $("#navigation").classList.toggle("open", open);
  });
}

/* Charts say it in a picture, so their tables are folded, and unfolded on paper. */
function setUpFolds() {
  for (const fold of $$(".chart-table")) fold.open = false;
  window.addEventListener("beforeprint", () => $$("details").forEach((one) => (one.open = true)));
}

/* Numbers: each opens its derivation. One table is one stop of the Tab key. */
function setUpNumbers() {
  const proofs = block("proofs");
  if (!proofs) return;
  const dialog = element("dialog", { id: "derivation" });
  dialog.setAttribute("aria-labelledby", "derivation-title");
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  for (const number of $$(".num")) {
    if (!(number.id in proofs.numbers)) continue;
    number.setAttribute("role", "button");
    number.setAttribute("aria-haspopup", "dialog");
    number.tabIndex = 0;
    number.classList.add("opens");
  }
  document.addEventListener("click", (event) => {
    const number = event.target.closest(".num.opens");
    if (!number || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(number, proofs, dialog);
  });
  document.addEventListener("keydown", (event) => {
    const number = event.target.closest?.(".num.opens");
    if (!number) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(number, proofs, dialog);
    } else if (event.key.startsWith("Arrow")) move(event, number);
  });
  for (const table of $$("table.sheet")) {
    $$(".num.opens", table).forEach((one, index) => (one.tabIndex = index ? -1 : 0));
  }
}

function move(event, number) {
  const cell = number.closest("td");
  if (!cell) return;
  const row = cell.parentElement;
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...row.parentElement.rows];
  let y = rows.indexOf(row);
  let x = cell.cellIndex;
  for (;;) {
    y += step[0];
    x += step[1];
    const next = rows[y]?.cells[x];
    if (!next) return;
    const found = $(".num.opens", next);
    if (!found || next.parentElement.hidden) continue;
    number.tabIndex = -1;
    found.tabIndex = 0;
    found.focus();
    return;
  }
}

function open(number, proofs, dialog) {
  const [label, printed, yuan, place, origin, trials] = proofs.numbers[number.id];
  const close = element("button", { type: "button", className: "close", ariaLabel: "关闭" }, icon("x"));
  close.addEventListener("click", () => dialog.close());
  const facts = element("dl", { className: "facts" });
  const fact = (name, value) => {
    if (value) facts.append(element("div", {}, element("dt", {}, name), element("dd", {}, value)));
  };
  fact("折合", yuan && `${grouped(yuan)} 元`);
  fact(proofs.source === "账簿" ? "在公开文本中" : "在原文中", place);
  fact("来历", origin);
  const relations = trials.map((index) => relation(proofs.trials[index], proofs.rules, number.id));
  dialog.replaceChildren(
    element("div", { className: "bar" }, element("h2", { id: "derivation-title" }, label || "这个数"), close),
    element(
      "div",
      { className: "inside" },
      element("p", { className: "big" }, printed),
      facts,
      element("h3", {}, trials.length ? `与它核对过的关系（${trials.length}）` : "没有别的数与它互相核对。"),
      ...relations,
    ),
  );
  const back = () => {
    number.focus();
    dialog.removeEventListener("close", back);
  };
  dialog.addEventListener("close", back);
  for (const link of $$("a[href]", dialog)) link.addEventListener("click", () => dialog.removeEventListener("close", back) || dialog.close());
  dialog.showModal();
}

function grouped(text) {
  const [whole, decimals] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals && /[1-9]/.test(decimals) ? `.${decimals}` : "");
}

function relation(trial, rules, here) {
  const [rule, word, sign, left, right, sums, note, verdict] = trial;
  const [title, formula, basis] = rules[rule];
  const made = element(
    "section",
    { className: "relation" },
    element("h4", {}, title, " ", element("span", { className: `verdict ${verdict}` }, word)),
  );
  if (formula) made.append(element("p", { className: "formula" }, formula));
  if (left.length) {
    const body = element("tbody");
    side(body, left, sums && sums[0], here);
    body.append(element("tr", { className: "sign" }, element("th", { scope: "row", colSpan: 2 }, sign)));
    side(body, right, sums && sums[1], here);
    if (sums && !/^-?0(\.0*)?\D*$/.test(sums[2])) {
      body.append(element("tr", { className: "sum" }, element("th", { scope: "row" }, "差额"), element("td", {}, sums[2])));
    }
    made.append(element("table", {}, element("caption", { className: "vh" }, title), body));
  }
  if (note) made.append(element("p", { className: "note" }, note));
  if (basis) made.append(element("p", { className: "basis" }, `依据：${basis}`));
  return made;
}

function side(body, terms, sum, here) {
  for (const [label, factor, shown, address] of terms) {
    const sign = factor === 1 ? "" : factor === -1 ? "－ " : `${factor} × `;
    const name = element("th", { scope: "row" }, sign);
    if (address && address !== `#${here}`) name.append(element("a", { href: address }, label));
    else name.append(label);
    const row = element("tr", {}, name, element("td", {}, shown));
    if (address === `#${here}`) row.className = "here";
    body.append(row);
  }
  if (terms.length > 1 && sum) {
    body.append(element("tr", { className: "sum" }, element("th", { scope: "row" }, "合计"), element("td", {}, sum)));
  }
}

/* A region that does not scroll needs no stop of the Tab key. */
function setUpRegions() {
  const regions = $$(".scroll[tabindex], .chart-scroll[tabindex]");
  const tell = () => {
    for (const one of regions) {
      const scrolls = getComputedStyle(one).overflowX !== "visible" && (one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight);
      if (scrolls) one.tabIndex = 0;
      else one.removeAttribute("tabindex");
    }
  };
  window.addEventListener("resize", tell);
  document.addEventListener("toggle", tell, true);
  tell();
}

/* Sorting: each side of a two-sided table by itself; totals and units keep their place, and the
   rows between two of them are sorted among themselves. */
function setUpSorting() {
  for (const table of $$("table.sortable")) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < 3) continue;
    const original = rows.map((row) => ({ row, cells: [...row.cells] }));
    const blocks = (table.dataset.blocks || "").split(" ").map((text) => text.split("-").map(Number));
    for (const head of $$("th[data-column]", table.tHead)) {
      const column = Number(head.dataset.column);
      const block = blocks.find(([first, end]) => first <= column && column < end);
      if (!block) continue;
      const button = element("button", { type: "button", className: "sort" }, ...head.childNodes, icon("arrows-sort"));
      head.append(button);
      button.addEventListener("click", () => sort(table, head, column, block, blocks, original));
    }
    const status = element("p", { className: "vh" });
    status.setAttribute("role", "status");
    table.closest(".scroll").after(status);
  }
}

const NEXT = { none: "descending", descending: "ascending", ascending: "none" };
const WORDS = { none: "恢复原来的次序", descending: "由大到小", ascending: "由小到大" };
const ICONS = { none: "arrows-sort", descending: "arrow-down", ascending: "arrow-up" };

function sort(table, head, column, [first, end], blocks, original) {
  const direction = NEXT[head.getAttribute("aria-sort") || "none"];
  for (const other of $$("th[data-column]", table.tHead)) {
    const at = Number(other.dataset.column);
    if (at < first || at >= end) continue;
    other.removeAttribute("aria-sort");
    $("use", other)?.setAttribute("href", "#i-arrows-sort");
  }
  if (direction !== "none") head.setAttribute("aria-sort", direction);
  $("use", head).setAttribute("href", `#i-${ICONS[direction]}`);
  const ordered = direction === "none" ? original : sorted(original, column, direction);
  if (blocks.length === 1) {
    table.tBodies[0].append(...ordered.map((one) => one.row));
  } else {
    for (const [number, one] of original.entries()) {
      const source = ordered[number];
      for (let at = first; at < end; at++) {
        const before = one.row.cells[at];
        const wanted = source.cells[at];
        if (before !== wanted) {
          const marker = document.createComment("");
          wanted.replaceWith(marker);
          before.replaceWith(wanted);
          marker.replaceWith(before);
        }
      }
    }
  }
  table.closest(".scroll").nextElementSibling.textContent = `按“${head.textContent.trim()}”${WORDS[direction]}`;
}

function sorted(rows, column, direction) {
  const made = [];
  let run = [];
  const close = () => {
    made.push(...run.sort((a, b) => compare(a.cells[column], b.cells[column], direction)));
    run = [];
  };
  for (const one of rows) {
    if (one.row.classList.contains("fixed")) {
      close();
      made.push(one);
    } else run.push(one);
  }
  close();
  return made;
}

function compare(one, other, direction) {
  const a = one.textContent.trim();
  const b = other.textContent.trim();
  if (!a || !b) return a ? -1 : b ? 1 : 0;
  const x = Number(a.replaceAll(",", "").replace("%", ""));
  const y = Number(b.replaceAll(",", "").replace("%", ""));
  const found = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "zh-Hans-CN") : x - y;
  return direction === "ascending" ? found : -found;
}

/* The indicator board. */
function setUpFilters() {
  const form = $("#filters");
  const board = $("#board");
  if (!form || !board) return;
  const rows = [...board.tBodies[0].rows].map((row) => ({ row, words: row.textContent.toLowerCase() }));
  const apply = () => {
    const words = $("#f-words").value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = $$("select", form)
      .filter((select) => select.value)
      .map((select) => [select.dataset.by, select.value]);
    let count = 0;
    for (const { row, words: said } of rows) {
      const shown =
        words.every((word) => said.includes(word)) &&
        wanted.every(([by, value]) =>
          by === "type" ? row.dataset.type === value : row.cells[by].textContent === value,
        );
      row.hidden = !shown;
      count += shown;
    }
    $("#shown").textContent = `列出 ${count} 项，共 ${rows.length} 项`;
  };
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  const asked = new URLSearchParams(location.search).get("type");
  if (asked) $("#f-type").value = asked;
  apply();
}

/* A long list that can be narrowed: the catalogue. */
function setUpNarrowing() {
  for (const table of $$("table.filtered")) {
    const input = element("input", { type: "search", id: "narrow", autocomplete: "off" });
    const status = element("p", { className: "count" });
    status.setAttribute("role", "status");
    const rows = $$("tbody tr:not(.band)", table);
    const apply = () => {
      const word = input.value.trim().toLowerCase();
      let count = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(word);
        count += !row.hidden;
      }
      status.textContent = word ? `列出 ${count} 条` : "";
    };
    input.addEventListener("input", apply);
    const label = element("label", { htmlFor: "narrow" }, "筛选");
    table.closest(".scroll").before(element("div", { className: "filters" }, element("p", {}, label, input), status));
  }
}

/* What the address points at stays marked and below the sticky header. */
function setUpTargets() {
  const mark = () => {
    for (const one of $$(".targeted")) one.classList.remove("targeted");
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target || target.id === "main") return;
    (target.closest("td") || target).classList.add("targeted");
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "center", inline: "center" });
    if (target.classList.contains("opens")) target.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", mark);
  mark();
}

setUpSwitches();
setUpFolds();
setUpSorting();
setUpNumbers();
setUpFilters();
setUpNarrowing();
setUpRegions();
setUpTargets();
