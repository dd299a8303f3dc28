"use strict";

/* Pictures of what the tables of the overview say. */
{
  const data = JSON.parse(document.getElementById("charts").textContent);
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  const colours = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => token(`chart-${number}`));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const size = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8125;
  const money = (value) => Number(value).toLocaleString("zh-CN", { maximumFractionDigits: 2 });
  const cut = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const narrow = () => innerWidth < 700;

  const darker = (colour, share) =>
    `#${[1, 3, 5].map((at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * (1 - share)).toString(16).padStart(2, "0")).join("")}`;

  const base = () => ({
    animation: !calm,
    animationDuration: 400,
    color: colours,
    textStyle: { fontFamily: token("sans"), fontSize: size(), color: token("ink") },
    tooltip: {
      renderMode: "richText",
      confine: true,
      backgroundColor: token("paper"),
      borderColor: token("line"),
      textStyle: { color: token("ink"), fontSize: size() },
    },
  });

  const flow = ({ unit, nodes, links, stages }, width) => {
    const totals = nodes.map(() => [0, 0]);
    for (const [source, target, value] of links) {
      totals[source][0] += Number(value);
      totals[target][1] += Number(value);
    }
    const last = stages.length - 1;
    const [left, bar, right] = [4, 14, narrow() ? 150 : 230];
    const step = (width - left - bar - right) / Math.max(last, 1);
    return {
      ...base(),
      aria: { enabled: true, label: { description: `资金流向图，依次为${stages.join("、")}，数见下方数据表。` } },
      series: [
        {
          type: "sankey",
          left,
          right,
          top: 34,
          bottom: 10,
          nodeWidth: bar,
          nodeGap: Math.round(size() * 1.2),
          draggable: false,
          layoutIterations: 0,
          emphasis: { focus: "adjacency" },
          lineStyle: { color: "gradient", opacity: 0.28, curveness: 0.5 },
          label: {
            fontSize: size(),
            color: token("ink"),
            formatter: ({ name }) => cut(nodes[name][0], narrow() ? 11 : 16),
          },
          data: nodes.map(([, stage], number) => ({
            name: String(number),
            depth: stage,
            itemStyle: { color: colours[stage === last ? number % colours.length : (stage * 2 + number) % colours.length] },
          })),
          links: links.map(([source, target, value]) => ({ source: String(source), target: String(target), value: Number(value) })),
          tooltip: {
            formatter: ({ dataType, name, data: link }) =>
              dataType === "edge"
                ? `${nodes[link.source][0]} → ${nodes[link.target][0]}\n${money(link.value)} ${unit}`
                : `${stages[nodes[name][1]]}：${nodes[name][0]}\n${money(Math.max(...totals[name]))} ${unit}`,
          },
        },
      ],
      title: stages.map((stage, number) => ({
        text: stage,
        left: left + number * step,
        top: 0,
        padding: [5, 0],
        textStyle: { fontSize: size(), fontWeight: 600, color: token("ink-3") },
      })),
    };
  };

  const tree = ({ unit, items }) => {
    const node = ([name, value, inner], number, all, top = number) => ({
      name,
      value: Number(value),
      itemStyle: { color: darker(colours[top % colours.length], 0.16 + 0.06 * (number % 3)) },
      children: inner.length ? inner.map((one, at, list) => node(one, at, list, top)) : undefined,
    });
    const border = { borderColor: token("paper"), borderWidth: 2, gapWidth: 2 };
    return {
      ...base(),
      aria: { enabled: true, label: { description: "支出构成矩形图，数见下方数据表。" } },
      series: [
        {
          type: "treemap",
          left: 0,
          right: 0,
          top: 0,
          bottom: 0,
          roam: false,
          nodeClick: false,
          breadcrumb: { show: false },
          data: items.map((item, number, all) => node(item, number, all)),
          label: {
            fontSize: size(),
            color: "#fff",
            lineHeight: Math.round(size() * 1.45),
            overflow: "truncate",
            ellipsis: "…",
            formatter: ({ name, value }) => `${name}\n${money(value)}`,
          },
          upperLabel: { show: true, height: size() * 2, color: token("ink"), fontSize: size(), fontWeight: 600, formatter: ({ name, value }) => `${name}　${money(value)} ${unit}` },
          levels: [
            { itemStyle: border, upperLabel: { show: false } },
            { itemStyle: { ...border, borderColor: token("sunken") } },
            { itemStyle: { ...border, borderColor: token("paper"), borderWidth: 1 }, upperLabel: { show: false } },
            { itemStyle: { ...border, borderWidth: 1 } },
          ],
          tooltip: { formatter: ({ name, value }) => `${name}\n${money(value)} ${unit}` },
        },
      ],
    };
  };

  const heights = {
    flow: () => Math.max(380, rowsOf(data.flow) * size() * 2.1 + 90),
    tree: () => (narrow() ? 460 : 440),
  };
  const rowsOf = ({ nodes, stages }) => Math.max(...stages.map((_, stage) => nodes.filter((node) => node[1] === stage).length));

  const drawn = [];
  for (const [name, options] of Object.entries({ flow, tree })) {
    const place = document.getElementById(`chart-${name}`);
    if (!place || !data[name]) continue;
    const draw = (still = false) => {
      place.style.height = `${heights[name]()}px`;
      const chart = echarts.getInstanceByDom(place) || echarts.init(place, null, { renderer: "svg" });
      chart.resize();
      chart.setOption({ ...options(data[name], chart.getWidth()), ...(still ? { animation: false } : {}) }, true);
      place.setAttribute("role", "img");
    };
    draw();
    drawn.push(draw);
  }
  const onPaper = (paper) => {
    for (const place of document.querySelectorAll(".chart")) place.style.width = paper ? "178mm" : "";
    drawn.forEach((draw) => draw(paper));
  };
  window.addEventListener("beforeprint", () => onPaper(true));
  window.addEventListener("afterprint", () => onPaper(false));
  let waiting = 0;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => drawn.forEach((draw) => draw()), 120);
  });
}
