"use strict";
/* 公开文本上的数怎样打开：核对过程、方向键。核对报告网页和工作台共用。 */

function mingzhangProofs(data) {
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const WORDS = { p: "通过", r: "尾差", u: "无法判定", e: "不符", w: "不符", i: "不符", n: "不适用" };

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

  /* Everything that the rules say about one figure. */
  function figure(node) {
    const place = node.id[0] === "c" ? data.places[Number(node.id.slice(1))] : "";
    const numbers = [...(trialsOf.get(node.id) || [])];
    const order = "ewiurpn";
    numbers.sort((a, b) => order.indexOf(data.trials[a][1]) - order.indexOf(data.trials[b][1]));
    const unit = node.id[0] === "c" ? data.units[Number(node.id.slice(1))] : "";
    const value = printed(node);
    const said = numbers.length ? "有 " + numbers.length + " 次核对用到这个数" : "没有规则核对过这个数，请人工核对。";
    return [
      make("p", { class: "lead" }, value, unit && !value.endsWith(unit) ? " " + unit : ""),
      make("p", { class: "where" }, [place, said].filter(Boolean).join("；")),
      ...numbers.map((number) => proof(number, node.id)),
    ];
  }

  return { make, about, proof, figure };
}

function mingzhangFigures(root) {
  const all = (selector, from = root) => [...from.querySelectorAll(selector)];

  /* One stop of the Tab key a part; arrows move among its figures. */
  const figures = new Map();
  for (const node of all(".part .f")) {
    const part = node.closest(".part");
    if (!figures.has(part)) figures.set(part, []);
    figures.get(part).push(node);
    node.tabIndex = figures.get(part).length === 1 ? 0 : -1;
  }
  for (const box of all(".scroll")) {
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

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const node = event.target;
    if (node.matches(".f") && event.key.startsWith("Arrow")) {
      event.preventDefault();
      move(node, event.key);
    } else if (node.matches("span.f") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      node.click();
    }
  });
}
