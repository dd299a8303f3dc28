/* 发现与原文：点一条发现，原文跳到有关的数；点一个数，看它的核对过程。 */
"use strict";

(() => {
  const desk = document.querySelector(".desk[data-proofs]");
  if (!desk) return;
  const $ = (id) => document.getElementById(id);
  const paper = $("document"), panel = $("proof"), body = $("proof-body"), title = $("proof-title");
  let data = null, tools = null, opener = null;

  function view(name) {
    desk.dataset.view = name;
    for (const button of desk.querySelectorAll("[data-show]")) button.setAttribute("aria-pressed", String(button.dataset.show === name));
  }
  function clear() {
    for (const node of desk.querySelectorAll(".hl, .sel, .current")) node.classList.remove("hl", "sel", "current");
  }
  function open(heading, nodes, from) {
    opener = from;
    title.textContent = heading;
    body.replaceChildren(...nodes);
    panel.hidden = false;
    panel.scrollTop = 0;
  }
  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    clear();
    if (opener) opener.focus();
  }
  function show(node) {
    view("paper");
    for (let fold = node.closest("details:not([open])"); fold; fold = node.closest("details:not([open])")) fold.open = true;
    node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  }
  function openFigure(node) {
    clear();
    node.classList.add("sel");
    open("核对过程", tools.figure(node), node);
    title.focus({ preventScroll: true });
  }
  function openFinding(order) {
    if (!data || !data.findings[order]) return;
    const [trial, ids] = data.findings[order];
    const card = desk.querySelector(`[data-order="${order}"]`);
    clear();
    const nodes = ids.map($).filter(Boolean);
    nodes.forEach((node) => node.classList.add("hl"));
    const said = trial >= 0 ? tools.proof(trial, "", order) : card && tools.about(ruleOf(card), true);
    const text = card ? card.querySelector(".said").textContent : "";
    open("发现", [tools.make("p", {}, text), said].filter(Boolean), card && card.querySelector("[data-open]"));
    if (card) {
      card.classList.add("current");
      if (!nodes.length || desk.dataset.view === "list") card.scrollIntoView({ block: "nearest", behavior: "instant" });
    }
    if (nodes.length) show(nodes[0]);
    title.focus({ preventScroll: true });
  }
  function ruleOf(card) {
    return card.querySelector(".head .muted").textContent.trim().split(" ")[0];
  }
  function go(id) {
    const node = $(id);
    if (!node) return;
    clear();
    node.classList.add("hl");
    show(node);
    if (node.matches(".f")) node.focus({ preventScroll: true });
  }

  /* From another page to one figure, with what was checked of it. */
  function lead(id) {
    go(id);
    const node = $(id);
    if (node && node.matches("#document .f")) openFigure(node);
  }

  desk.addEventListener("click", (event) => {
    const finding = event.target.closest("[data-open]");
    const shown = event.target.closest("[data-show]");
    const link = event.target.closest('a[href^="#"]');
    const figure = event.target.closest("#document .f");
    if (finding) openFinding(Number(finding.dataset.open));
    else if (shown) view(shown.dataset.show);
    else if (figure && figure.id && tools) openFigure(figure);
    else if (link) {
      event.preventDefault();
      const id = link.getAttribute("href").slice(1);
      if (/^f\d+$/.test(id)) openFinding(Number(id.slice(1)));
      else go(id);
    }
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  $("proof-close").addEventListener("click", close);

  paper.addEventListener("htmx:afterSwap", async (event) => {
    if (event.target !== paper) return;
    mingzhangFigures(paper);
    const answer = await fetch(desk.dataset.proofs, { credentials: "same-origin" });
    if (!answer.ok) return announce("核对过程没有取到，请刷新页面。");
    data = await answer.json();
    tools = mingzhangProofs(data);
    desk.dataset.ready = "";
    if (/^#o\d+$/.test(location.hash)) openFinding(Number(location.hash.slice(2)));
    else if (location.hash) lead(location.hash.slice(1));
  });
})();
