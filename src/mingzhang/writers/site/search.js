"use strict";

/* Search over a small index: texts are cut into pairs of signs, as Chinese has no spaces. */
{
  const { kinds, entries } = window.mingzhangIndex;
  const field = document.querySelector("#q");
  const results = document.querySelector("#results");
  const found = document.querySelector("#found");
  const WEIGHTS = [6, 4, 5, 3, 2, 3, 1];
  const MOST = 12;
  const plain = (text) => text.toLowerCase().normalize("NFKC").replace(/[\s"'“”‘’《》()（）、，。：:；;·]/g, "");
  const prepared = entries.map(([kind, title, words]) => [kind, plain(title), plain(words)]);
  const pairs = new Map();
  const cut = (text) => {
    const made = new Set();
    for (let at = 0; at < Math.max(text.length - 1, 1); at++) made.add(text.slice(at, at + 2));
    return made;
  };
  prepared.forEach(([, title, words], number) => {
    for (const pair of cut(`${title}\n${words}`)) {
      if (!pairs.has(pair)) pairs.set(pair, []);
      pairs.get(pair).push(number);
    }
  });

  const candidates = (query) => {
    if (query.length < 2) return prepared.map((_, number) => [number, 1]);
    const wanted = cut(query);
    const hits = new Map();
    for (const pair of wanted) {
      for (const number of pairs.get(pair) || []) hits.set(number, (hits.get(number) || 0) + 1);
    }
    return [...hits].map(([number, count]) => [number, count / wanted.size]);
  };

  const search = (text) => {
    const words = text.split(/\s+/).map(plain).filter(Boolean);
    let scored = null;
    for (const word of words) {
      const own = new Map();
      for (const [number, share] of candidates(word)) {
        const [kind, title, said] = prepared[number];
        const exact = title.includes(word) ? 3 : said.includes(word) ? 1.5 : 0;
        if (exact || (word.length > 3 && share >= 0.6)) {
          own.set(number, (exact + share) * WEIGHTS[kind] + (title === word ? 8 : 0));
        }
      }
      scored = scored === null ? own : new Map([...own].filter(([n]) => scored.has(n)).map(([n, s]) => [n, s + scored.get(n)]));
    }
    return [...(scored || [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
  };

  const marked = (text, words) => {
    const made = document.createDocumentFragment();
    const lower = text.toLowerCase();
    let at = 0;
    while (at < text.length) {
      const next = words
        .map((word) => [lower.indexOf(word, at), word])
        .filter(([index]) => index >= 0)
        .sort((a, b) => a[0] - b[0] || b[1].length - a[1].length)[0];
      if (!next) break;
      made.append(text.slice(at, next[0]));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next[0], next[0] + next[1].length);
      made.append(mark);
      at = next[0] + next[1].length;
    }
    made.append(text.slice(at));
    return made;
  };

  const around = (text, words) => {
    if (text.length <= 120) return text;
    const first = Math.max(0, Math.min(...words.map((word) => text.toLowerCase().indexOf(word)).filter((n) => n >= 0), text.length) - 40);
    const start = first >= text.length - 40 ? 0 : first;
    return `${start ? "…" : ""}${text.slice(start, start + 120)}${start + 120 < text.length ? "…" : ""}`;
  };

  const group = (kind, numbers, words, all) => {
    const section = document.createElement("section");
    section.className = "results";
    const heading = document.createElement("h2");
    heading.textContent = `${kinds[kind]}（${numbers.length}）`;
    const list = document.createElement("ul");
    for (const number of all ? numbers : numbers.slice(0, MOST)) {
      const [, title, said, address] = entries[number];
      const link = document.createElement("a");
      link.href = address;
      link.append(marked(title, words));
      const about = document.createElement("p");
      about.append(marked(around(said, words), words));
      const item = document.createElement("li");
      item.append(link, about);
      list.append(item);
    }
    section.append(heading, list);
    if (!all && numbers.length > MOST) {
      const more = document.createElement("button");
      more.type = "button";
      more.textContent = `显示其余 ${numbers.length - MOST} 条`;
      more.addEventListener("click", () => section.replaceWith(group(kind, numbers, words, true)));
      section.append(more);
    }
    return section;
  };

  const show = () => {
    const text = field.value.trim();
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const numbers = text ? search(text) : [];
    const byKind = kinds.map((_, kind) => numbers.filter((number) => entries[number][0] === kind));
    const order = byKind.map((_, kind) => kind).filter((kind) => byKind[kind].length);
    order.sort((a, b) => numbers.indexOf(byKind[a][0]) - numbers.indexOf(byKind[b][0]));
    results.replaceChildren(...order.map((kind) => group(kind, byKind[kind], words, false)));
    found.textContent = text ? (numbers.length ? `“${text}”：${numbers.length} 条结果` : `没有找到“${text}”。可以换一个更短的词。`) : "";
  };

  field.value = new URLSearchParams(location.search).get("q") || "";
  field.addEventListener("input", show);
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
  if (!field.value) field.focus();
}
