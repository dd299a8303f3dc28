"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = JSON.parse($("data").textContent);
  const { about, proof, figure } = mingzhangProofs(data);
  const panel = $("panel"), body = $("panel-body"), title = $("panel-title");
  let opener = null;
  let current = -1;

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
    open("核对过程", figure(node), node);
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
    if (event.key === "Escape" && !$("help").open) close();
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

  mingzhangFigures($("document"));

  const bar = document.querySelector(".bar");
  const measure = () => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
  window.addEventListener("resize", measure);
  measure();
  selectTab(0);
  filter();
  if (/^#f\d+$/.test(location.hash)) openFinding(Number(location.hash.slice(2)));
})();
