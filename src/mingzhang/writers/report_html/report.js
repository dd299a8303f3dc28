"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse($("data").textContent);
  const WORDS = { p: "通过", r: "尾差", u: "无法判定", e: "不符", w: "不符", i: "不符", n: "不适用" };
  const panel = $("panel"), body = $("panel-body"), title = $("panel-title");
  let opener = null;
  let current = -1;

  const trialsOf = new Map();
  data.trials.forEach((trial, number) => {
    const ids = [...trial[3], ...trial[4]].map((term) => term[2]).concat(trial[8]);
    for (const id of new Set(ids)) {
      if (id) trialsOf.set(id, [...(trialsOf.get(id) || []), number]);
    }
  });

  /* Building: text only ever goes in as text. */
  function make(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    node.append(...children.filter((child) => child !== null && child !== undefined));
    return node;
  }
  function icon(letter) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    const use = document.createElementNS(space, "use");
    svg.setAttribute("class", "ic");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#s-" + letter);
    svg.append(use);
    return svg;
  }
  function badge(letter) {
    return make("span", { class: "badge " + letter }, icon(letter), WORDS[letter]);
  }
  function printed(node) {
    const copy = node.cloneNode(true);
    all("sup, svg", copy).forEach((part) => part.remove());
    return copy.textContent.trim();
  }
  function shown(term) {
    if (term.length > 3) return term[3];
    const node = $(term[2]);
    return node ? printed(node) + data.units[Number(term[2].slice(1))] : "";
  }

  /* The ledger of one trial: both sides with their numbers, their sums and the difference. */
  function termRow(term, first, here) {
    const [label, factor, id] = term;
    const sign = factor < 0 ? "−" : first ? "" : "+";
    const times = Math.abs(factor) === 1 ? "" : " × " + Math.abs(factor);
    const name = data.labels[label];
    const link = id ? make("a", { href: "#" + id, "data-go": id }, name) : name;
    return make("tr", here && id === here ? { class: "here" } : {},
      make("td", { class: "sign" }, sign), make("td", {}, link), make("td", {}, shown(term) + times));
  }
  function sideRows(terms, head, sum, unit, plus, here) {
    const rows = [make("tr", { class: "side-head" }, make("th", { colspan: "3", scope: "rowgroup" }, head))];
    const blanks = plus ? terms.filter((term) => term[3] === "空白" && term[2] !== here) : [];
    const kept = blanks.length > 1 ? terms.filter((term) => !blanks.includes(term)) : terms;
    kept.forEach((term, index) => rows.push(termRow(term, index === 0 || !plus, here)));
    if (kept.length < terms.length) {
      rows.push(make("tr", {}, make("td", { class: "sign" }, "+"), make("td", {}, "另有 " + blanks.length + " 项空白"), make("td", {}, "0")));
    }
    if (plus && terms.length > 1 && sum !== null) {
      rows.push(make("tr", { class: "sum" }, make("td", { class: "sign" }, "="), make("td", {}, "合计"), make("td", {}, sum + unit)));
    }
    return rows;
  }
  function ledger(trial, here) {
    const [, , relation, left, right, sums] = trial;
    if (!left.length && !right.length) return null;
    const [leftSum, rightSum, gap, unit] = sums || [null, null, null, ""];
    const ratio = relation === "推算";
    const heads = { "=": "应等于", "≤": "应不超过", "≥": "应不少于", "推算": "由这两个数推算" };
    const rows = sideRows(left, sums ? "印出的数" : "有关的数", leftSum, unit, Boolean(sums), here);
    if (right.length) rows.push(...sideRows(right, heads[relation] || "与", rightSum, unit, !ratio, here));
    if (ratio) rows.push(make("tr", { class: "sum" }, make("td", { class: "sign" }, "="), make("td", {}, "推算为"), make("td", {}, rightSum + unit)));
    if (sums) rows.push(make("tr", { class: "gap" }, make("td", {}), make("td", {}, "差额"), make("td", {}, gap + unit)));
    return make("table", { class: "ledger" }, make("caption", { class: "vh" }, "算式"), make("tbody", {}, ...rows));
  }
  function about(rule, opened) {
    const info = data.rules[rule];
    if (!info) return null;
    const facts = [["要求", info[1]], ["公式", info[2]], ["依据", info[3]], ["依据确认程度", info[4]], ["处理", info[6]]];
    const list = make("dl", {});
    for (const [name, value] of facts) {
      if (value) list.append(make("dt", {}, name), make("dd", {}, value));
    }
    return make("details", opened ? { open: "" } : {}, make("summary", {}, "规则说明"), list);
  }
  function proof(number, here, from = -1) {
    const trial = data.trials[number];
    const [rule, letter, , , , , note, finding] = trial;
    const info = data.rules[rule];
    const steps = ledger(trial, here);
    const link = finding < 0 || finding === from ? null
      : make("p", { class: "remark" }, make("a", { href: "#f" + finding }, "见发现 " + (finding + 1)));
    return make("section", { class: "proof " + letter },
      make("h3", {}, badge(letter), rule + " " + (info ? info[0] : "")),
      steps, note && from < 0 ? make("p", { class: "remark" }, note) : null, link, about(rule, !steps));
  }

  /* Opening and closing the panel keeps what the reader looks at where it is. */
  function steady(node, change) {
    const before = node ? node.getBoundingClientRect().top : 0;
    change();
    if (node) window.scrollBy({ top: node.getBoundingClientRect().top - before, behavior: "instant" });
  }
  function open(heading, nodes, from) {
    opener = from;
    $("steps").hidden = !heading.startsWith("发现");
    title.textContent = heading;
    body.replaceChildren(...nodes);
    steady(from, () => {
      panel.hidden = false;
      document.body.classList.add("open");
    });
    panel.scrollTop = 0;
    if (innerWidth <= 960 && from && from.matches("main .f")) show(from);
    title.focus({ preventScroll: true });
  }
  function close() {
    if (panel.hidden) return;
    steady(opener, () => {
      panel.hidden = true;
      document.body.classList.remove("open");
    });
    clear();
    if (opener) opener.focus({ preventScroll: true });
  }
  function clear() {
    all(".hl, .sel, .current").forEach((node) => node.classList.remove("hl", "sel", "current"));
  }
  function view(name) {
    document.body.dataset.view = name;
    all(".switch button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === name)));
  }
  function unfold(node) {
    for (let fold = node.closest("details:not([open])"); fold; fold = node.closest("details:not([open])")) fold.open = true;
  }
  function show(node) {
    if (node.closest("main")) view("text");
    unfold(node);
    const room = panel.hidden || innerWidth > 960 ? innerHeight : innerHeight * 0.35;
    const tall = node.getBoundingClientRect().height > room * 0.6 || room < innerHeight;
    node.scrollIntoView({ block: tall ? "start" : "center", inline: "nearest", behavior: "instant" });
  }

  function openFigure(node) {
    clear();
    node.classList.add("sel");
    const place = node.id[0] === "c" ? data.places[Number(node.id.slice(1))] : "";
    const numbers = trialsOf.get(node.id) || [];
    const order = "ewiurpn";
    numbers.sort((a, b) => order.indexOf(data.trials[a][1]) - order.indexOf(data.trials[b][1]));
    const unit = node.id[0] === "c" ? data.units[Number(node.id.slice(1))] : "";
    const value = printed(node);
    const nodes = [make("p", { class: "lead" }, value, unit && !value.endsWith(unit) ? " " + unit : "")];
    const said = numbers.length ? "有 " + numbers.length + " 次核对用到这个数" : "没有规则核对过这个数，请人工核对。";
    nodes.push(make("p", { class: "where" }, [place, said].filter(Boolean).join("；")));
    open("核对过程", [...nodes, ...numbers.map((number) => proof(number, node.id))], node);
  }
  function openFinding(number) {
    const card = $("f" + number);
    if (!card) return;
    const [trial, ids] = data.findings[number];
    clear();
    current = number;
    selectTab(0);
    unfold(card);
    card.hidden = false;
    card.classList.add("current");
    const nodes = ids.map($).filter(Boolean);
    nodes.forEach((node) => node.classList.add("hl"));
    const parts = [card.querySelector("p"), card.querySelector(".values"), card.querySelector(".places")]
      .filter(Boolean).map((node) => node.cloneNode(true));
    if (trial >= 0) parts.push(proof(trial, "", number));
    else parts.push(about(card.dataset.rule, true) || "");
    open("发现 " + (number + 1), parts, card.querySelector("button"));
    card.scrollIntoView({ block: "nearest", behavior: "instant" });
    if (nodes.length) show(nodes[0]);
  }
  function go(id) {
    const node = $(id);
    if (!node) return;
    all(".hl").forEach((other) => other.classList.remove("hl"));
    node.classList.add("hl");
    show(node);
    const heading = node.matches(".f") ? node : node.querySelector(".f, h3, h4");
    if (heading) heading.focus({ preventScroll: true });
  }
  function step(by) {
    const cards = all(".card").filter((card) => !card.hidden).map((card) => Number(card.id.slice(1)));
    if (!cards.length) return;
    const at = cards.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : cards.length - 1) : (at + by + cards.length) % cards.length;
    openFinding(cards[next]);
  }

  /* Filters. */
  const boxes = all("[name=mark]"), rule = $("rule"), find = $("find");
  function filter() {
    const marks = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = find.value.trim().toLowerCase();
    let left = 0;
    for (const card of all(".card")) {
      const kept = marks.has(card.dataset.mark) && (!rule.value || card.dataset.rule === rule.value)
        && (!words || card.textContent.toLowerCase().includes(words));
      card.hidden = !kept;
      left += kept ? 1 : 0;
    }
    for (const group of all(".group")) {
      group.hidden = !group.querySelector(".card:not([hidden])");
      if (group.matches("details") && (rule.value || words) && !group.hidden) group.open = true;
    }
    $("count").textContent = "列出 " + left + " 条发现";
  }
  boxes.forEach((box) => box.addEventListener("change", filter));
  rule.addEventListener("change", filter);
  find.addEventListener("input", filter);
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());

  /* Tabs. */
  const tabs = all("[role=tab]");
  function selectTab(index) {
    tabs.forEach((tab, number) => {
      const chosen = number === index;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      $(tab.getAttribute("aria-controls")).hidden = !chosen;
    });
  }
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => selectTab(index));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = (index + by + tabs.length) % tabs.length;
      selectTab(next);
      tabs[next].focus();
    });
  });

  /* One stop of the Tab key a part; arrows move among its figures. */
  const figures = new Map();
  for (const node of all("main .part .f")) {
    const part = node.closest(".part");
    if (!figures.has(part)) figures.set(part, []);
    figures.get(part).push(node);
    node.tabIndex = figures.get(part).length === 1 ? 0 : -1;
  }
  for (const box of all("main .scroll")) {
    if (box.querySelector('.f[tabindex="0"], a')) continue;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.closest(".part").querySelector("h3, h4").textContent.trim());
  }
  function neighbour(node, key) {
    const list = figures.get(node.closest(".part")) || [];
    const at = list.indexOf(node);
    if (key === "ArrowRight") return list[at + 1];
    if (key === "ArrowLeft") return list[at - 1];
    const here = node.getBoundingClientRect();
    const down = key === "ArrowDown";
    let best = null, least = Infinity;
    for (const other of list) {
      const box = other.getBoundingClientRect();
      const away = down ? box.top - here.bottom : here.top - box.bottom;
      const cost = away * 4 + Math.abs(box.right - here.right);
      if (box.width && away > -6 && other !== node && cost < least) [best, least] = [other, cost];
    }
    return best;
  }
  function move(node, key) {
    const next = neighbour(node, key);
    if (!next) return;
    node.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  document.addEventListener("click", (event) => {
    const figure = event.target.closest("main .f");
    const finding = event.target.closest("[data-finding]");
    const link = event.target.closest('a[href^="#"]');
    if (figure && figure.id) openFigure(figure);
    else if (finding) openFinding(Number(finding.dataset.finding));
    else if (link && !link.matches(".skip")) {
      event.preventDefault();
      const id = link.getAttribute("href").slice(1);
      if (/^f\d+$/.test(id)) openFinding(Number(id.slice(1)));
      else go(id);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = event.target;
    if (node.matches(".f") && event.key.startsWith("Arrow")) {
      event.preventDefault();
      move(node, event.key);
    } else if (node.matches("span.f") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      openFigure(node);
    } else if (event.key === "Escape" && !$("help").open) close();
    else if ($("keys").checked && !node.matches("input, select, textarea")) shortcut(event);
  });
  function shortcut(event) {
    const actions = {
      n: () => step(1),
      p: () => step(-1),
      "/": () => { selectTab(0); view("findings"); find.focus(); },
      "?": () => ($("help").open ? $("help").close() : $("help").showModal()),
    };
    if (!actions[event.key] || ($("help").open && event.key !== "?")) return;
    event.preventDefault();
    actions[event.key]();
  }
  $("before").addEventListener("click", () => step(-1));
  $("after").addEventListener("click", () => step(1));
  $("panel-close").addEventListener("click", close);
  $("help-open").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());
  $("print").addEventListener("click", () => window.print());
  all(".switch button").forEach((button) => button.addEventListener("click", () => view(button.dataset.view)));
  window.addEventListener("beforeprint", () => all("details.group, details.undecided, .form details").forEach((node) => { node.open = true; }));

  const bar = document.querySelector(".bar");
  const measure = () => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
  window.addEventListener("resize", measure);
  measure();
  selectTab(0);
  filter();
  if (/^#f\d+$/.test(location.hash)) openFinding(Number(location.hash.slice(2)));
})();
