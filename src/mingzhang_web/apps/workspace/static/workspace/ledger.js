/* 账簿表格：键盘移动、就地编辑、从 Excel 粘贴、撤销、即时核对。
   一次只有一个请求在路上，按先后保存；没存上的内容留在格子里并说明原因。 */
"use strict";

const grid = document.querySelector("table.ledger");

if (grid) {
  const year = grid.dataset.year;
  const sheet = grid.dataset.sheet;
  const sorted = grid.dataset.sorted; // 按哪一栏排序；没有就是账簿里的次序
  const columns = JSON.parse(document.getElementById("columns").textContent);
  const byHeader = new Map(columns.map((column) => [column.header, column]));
  const trouble = document.getElementById("trouble");
  let cell = null; // 当前的格子
  let anchor = null; // 选中一片时的起点
  let editor = null;
  let judging = 0;

  // ---- 与服务器来往 ----

  const api = new LedgerApi(year);
  const send = (method, path, body) => api.send(method, path, body);
  const queue = (work) => api.queue(work, () => !grid.querySelector(".unsaved"));

  function tell(text) {
    trouble.textContent = text;
    trouble.hidden = !text;
  }

  window.addEventListener("beforeunload", (event) => {
    if (grid.querySelector(".unsaved")) event.preventDefault();
  });

  // ---- 格子与行 ----

  const cellsOf = (row) => [...row.querySelectorAll("td")];
  const rowsOf = () => [...grid.tBodies[0].rows];
  const header = (td) => td.dataset.header;
  const rowOf = (td) => td.closest("tr");
  const text = (td) => td.dataset.typed ?? (td.firstChild ? td.firstChild.nodeValue || "" : "");

  function show(td, value) {
    delete td.dataset.typed;
    td.textContent = value;
  }

  function update(row) {
    const tr = grid.querySelector(`tr[data-row="${row.id}"]`) || draw(row);
    tr.dataset.version = row.version;
    for (const td of cellsOf(tr)) {
      if (td.classList.contains("unsaved") || td.classList.contains("editing")) continue;
      const value = row.values[header(td)] || "";
      if (text(td) !== value) show(td, value);
    }
    return tr;
  }

  function draw(row) {
    const tr = document.createElement("tr");
    tr.dataset.row = row.id;
    const number = document.createElement("th");
    number.scope = "row";
    number.className = "row-number";
    const link = document.createElement("a");
    link.href = `/work/${year}/rows/${row.id}/`;
    number.append(link);
    tr.append(number);
    for (const column of columns) {
      const td = document.createElement("td");
      td.setAttribute("role", "gridcell");
      td.tabIndex = -1;
      td.dataset.header = column.header;
      td.className = `holds-${column.holds}${column.long ? " long" : column.named ? " named" : ""}`;
      tr.append(td);
    }
    grid.tBodies[0].append(tr);
    label(tr, rowsOf().length);
    return tr;
  }

  function label(tr, number) {
    const link = tr.querySelector(".row-number a");
    link.textContent = number;
    link.setAttribute("aria-label", `打开第${number}行`);
  }

  function renumber() {
    if (!sorted) rowsOf().forEach((tr, index) => label(tr, index + 1)); // 排了序的仍用账簿里的行号
  }

  function go(td, keepAnchor) {
    if (!td) return;
    if (cell) cell.tabIndex = -1;
    cell = td;
    if (!keepAnchor) anchor = td;
    td.tabIndex = 0;
    td.focus();
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
    mark();
  }

  function near(td, down, right) {
    const rows = rowsOf();
    const row = rows[rows.indexOf(rowOf(td)) + down];
    return row && cellsOf(row)[cellsOf(rowOf(td)).indexOf(td) + right];
  }

  function selection() {
    const rows = rowsOf();
    const spots = [anchor, cell].map((td) => [rows.indexOf(rowOf(td)), cellsOf(rowOf(td)).indexOf(td)]);
    const [top, bottom] = [Math.min(spots[0][0], spots[1][0]), Math.max(spots[0][0], spots[1][0])];
    const [left, right] = [Math.min(spots[0][1], spots[1][1]), Math.max(spots[0][1], spots[1][1])];
    return rows.slice(top, bottom + 1).map((row) => cellsOf(row).slice(left, right + 1));
  }

  function mark() {
    for (const td of grid.querySelectorAll(".selected")) td.classList.remove("selected");
    if (anchor !== cell) for (const td of selection().flat()) td.classList.add("selected");
  }

  // ---- 编辑一个格子 ----

  function begin(td, first) {
    const locked = rowOf(td).dataset.locked;
    if (locked) return tell(locked);
    tell("");
    const column = byHeader.get(header(td));
    const before = text(td);
    editor = make(column, before);
    editor.setAttribute("aria-label", column.header + (column.note ? `：${column.note}` : ""));
    td.dataset.typed = before;
    td.replaceChildren(editor);
    td.classList.add("editing");
    if (first !== undefined && editor.tagName !== "SELECT") editor.value = first;
    editor.focus();
    if (first === undefined && editor.select) editor.select();
    editor.addEventListener("blur", () => editor && end(td, true));
    if (column.target) editor.addEventListener("input", () => say(td, editor.value));
  }

  function make(column, value) {
    if (column.choices.length) {
      const select = document.createElement("select");
      const choices = ["", ...column.choices];
      if (!choices.includes(value)) choices.push(value);
      for (const choice of choices) select.add(new Option(choice || "（未填）", choice, false, choice === value));
      return select;
    }
    const field = document.createElement(column.long ? "textarea" : "input");
    field.value = value;
    if (column.holds === "amount") field.inputMode = "decimal";
    if (column.holds === "count" || column.holds === "code") field.inputMode = "numeric";
    if (column.codes.length) field.setAttribute("list", listOf(column));
    return field;
  }

  function listOf(column) {
    const id = `codes-${columns.indexOf(column)}`;
    if (!document.getElementById(id)) {
      const list = document.createElement("datalist");
      list.id = id;
      for (const [code, name] of column.codes) list.append(new Option(name, code));
      document.body.append(list);
    }
    return id;
  }

  function end(td, keep) {
    if (!editor) return;
    const typed = editor.value;
    const before = td.dataset.typed;
    editor = null;
    td.classList.remove("editing");
    show(td, keep ? typed : before);
    if (keep && typed !== before) save([[td, typed]]);
  }

  function save(changes) {
    const byRow = new Map();
    for (const [td, typed] of changes) {
      td.classList.add("unsaved");
      const tr = rowOf(td);
      byRow.set(tr, { ...byRow.get(tr), [header(td)]: typed });
    }
    const clear = () => changes.forEach(([td]) => td.classList.remove("unsaved"));
    return queue(async () => {
      const edits = [...byRow].map(([tr, texts]) => ({ row: +tr.dataset.row, version: +tr.dataset.version, texts }));
      try {
        const answer = await send("PATCH", "rows", { edits });
        clear();
        answer.rows.forEach(update);
        tell("");
        judge();
      } catch (error) {
        refused(error, changes, clear);
      }
    });
  }

  function refused(error, changes, clear) {
    tell(error.message);
    if (error.status === undefined) {
      offer("再试一次", () => save(changes));
    } else if (error.status === 409 && error.row) {
      const theirs = changes.map(([td]) => `${header(td)}：${error.row.values[header(td)] || "（空）"}`);
      tell(`${error.message}现在的内容是 ${theirs.join("；")}。`);
      rowOf(changes[0][0]).dataset.version = error.row.version;
      offer("用我的内容", () => save(changes));
      offer("用现在的内容", () => { clear(); update(error.row); tell(""); });
    } else if (error.status === 409) {
      clear();
      rowOf(changes[0][0]).remove();
      renumber();
    } else {
      offer("放弃这次修改", () => location.reload());
    }
  }

  function offer(label, work) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label;
    button.addEventListener("click", work);
    trouble.append(" ", button);
  }

  async function say(td, typed) {
    const answer = await api.target(typed);
    if (!answer) return;
    let words = td.querySelector(".cell-words");
    if (!words) {
      words = document.createElement("span");
      words.className = "cell-words";
      words.setAttribute("role", "status");
      td.append(words);
    }
    words.textContent = answer.known ? `读作：${answer.words}` : typed.trim() ? "读不懂这个指标值" : "";
  }

  // ---- 键盘、剪贴板 ----

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  grid.addEventListener("keydown", (event) => {
    if (!cell || event.target.closest("th")) return;
    if (editor) return whileEditing(event);
    const move = MOVES[event.key];
    if (move) go(near(cell, ...move), event.shiftKey);
    else if (event.key === "Home") go(cellsOf(rowOf(cell))[0]);
    else if (event.key === "End") go(cellsOf(rowOf(cell)).at(-1));
    else if (event.key === "Enter" || event.key === "F2") begin(cell);
    else if (event.key === "Delete" || event.key === "Backspace") empty();
    else if (event.key === "Escape") go(cell);
    else if (event.ctrlKey && event.key.toLowerCase() === "z") undo();
    else if (event.key === "Process") return begin(cell, ""); // 输入法的第一个键落进刚打开的格子
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) begin(cell, event.key);
    else return;
    event.preventDefault();
  });

  function whileEditing(event) {
    const td = cell;
    if (event.key === "Escape") end(td, false);
    else if (event.key === "Enter" && !event.altKey && !event.isComposing) end(td, true);
    else if (event.key === "Enter" && event.altKey && editor.tagName === "TEXTAREA") editor.setRangeText("\n", editor.selectionStart, editor.selectionEnd, "end");
    else if (event.key === "Tab") end(td, true);
    else return;
    event.preventDefault();
    if (event.key === "Enter" && event.altKey) return;
    const next = event.key === "Tab" ? near(td, 0, event.shiftKey ? -1 : 1) : event.key === "Enter" ? near(td, 1, 0) : td;
    go(next || td);
  }

  function empty() {
    const changes = selection().flat().filter((td) => !rowOf(td).dataset.locked && text(td));
    changes.forEach((td) => show(td, ""));
    if (changes.length) save(changes.map((td) => [td, ""]));
  }

  grid.addEventListener("copy", (event) => {
    if (editor || !cell) return;
    const quoted = (value) => (/[\t\n"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    event.clipboardData.setData("text/plain", selection().map((row) => row.map((td) => quoted(text(td))).join("\t")).join("\n"));
    event.preventDefault();
  });

  grid.addEventListener("paste", (event) => {
    if (editor || !cell) return;
    event.preventDefault();
    const cells = parse(event.clipboardData.getData("text/plain"));
    if (!cells.length) return;
    if (sorted && cells.length > 1) return tell(`现在按“${sorted}”排序，粘贴多行会放错地方。请先按“行”恢复账簿里的次序。`);
    const [first] = selection();
    const start = columns.findIndex((column) => column.header === header(first[0]));
    const body = { sheet, first: +rowOf(first[0]).dataset.row, headers: columns.slice(start).map((column) => column.header), cells };
    queue(async () => {
      try {
        const answer = await send("POST", "paste", body);
        answer.rows.forEach(update);
        tell("");
        announce(`已粘贴 ${answer.rows.length} 行`);
        judge();
      } catch (error) {
        tell(error.message);
      }
    });
  });

  /* Excel 复制出来的文字：制表符分列，换行分行，引号里可以有换行。 */
  function parse(pasted) {
    const rows = [[""]];
    let quoted = false;
    const body = pasted.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let i = 0; i < body.length; i += 1) {
      const row = rows.at(-1);
      const sign = body[i];
      if (quoted && sign === '"' && body[i + 1] === '"') { row[row.length - 1] += '"'; i += 1; }
      else if (sign === '"' && (quoted || row.at(-1) === "")) quoted = !quoted;
      else if (!quoted && sign === "\t") row.push("");
      else if (!quoted && sign === "\n") rows.push([""]);
      else row[row.length - 1] += sign;
    }
    return body ? rows : [];
  }

  grid.addEventListener("click", (event) => {
    const td = event.target.closest("td");
    if (td && !td.classList.contains("editing")) go(td, event.shiftKey);
  });
  grid.addEventListener("dblclick", (event) => {
    const td = event.target.closest("td");
    if (td && !td.classList.contains("editing")) begin(td);
  });
  grid.addEventListener("focusin", (event) => {
    const td = event.target.closest("td");
    if (td && td !== cell && !td.contains(editor)) { cell = td; anchor = td; }
  });

  // ---- 按钮 ----

  function undo() {
    queue(async () => {
      try {
        const answer = await send("POST", "undo");
        announce(answer.message);
        if (sorted) return location.reload();
        await refresh();
        tell("");
        judge();
      } catch (error) {
        tell(error.message);
      }
    });
  }

  async function refresh() {
    const answer = await send("GET", `rows?sheet=${encodeURIComponent(sheet)}`);
    const only = new Set(rowsOf().map((tr) => tr.dataset.row));
    const whole = document.getElementById("undo") !== null;
    const kept = new Set(answer.rows.map((row) => String(row.id)));
    for (const tr of rowsOf()) if (!kept.has(tr.dataset.row)) tr.remove();
    for (const row of answer.rows) if (whole || only.has(String(row.id))) grid.tBodies[0].append(update(row));
    renumber();
  }

  document.getElementById("undo")?.addEventListener("click", undo);
  document.getElementById("add-row")?.addEventListener("click", () => {
    queue(async () => {
      try {
        const answer = await send("POST", "rows", { sheet, texts: {} });
        go(cellsOf(update(answer.rows[0]))[0]);
        document.querySelector(".empty")?.remove();
        judge();
      } catch (error) {
        tell(error.message);
      }
    });
  });
  const keys = document.getElementById("show-keys");
  keys?.addEventListener("click", () => {
    const help = document.getElementById("keys");
    help.hidden = !help.hidden;
    keys.setAttribute("aria-expanded", String(!help.hidden));
  });

  // ---- 即时核对 ----

  async function judge() {
    const mine = (judging += 1);
    const said = await send("GET", "verdicts").catch(() => null);
    if (said && mine === judging) paint(said);
  }

  function paint(said) {
    for (const wrong of grid.querySelectorAll(".wrong-error, .wrong-warning")) {
      wrong.classList.remove("wrong-error", "wrong-warning");
      wrong.removeAttribute("aria-invalid");
      wrong.removeAttribute("title");
    }
    for (const note of said.notes) {
      if (note.sheet !== sheet || !["error", "warning"].includes(note.severity)) continue;
      const tr = grid.querySelector(`tr[data-row="${note.row}"]`);
      if (!tr) continue;
      tr.classList.add(`wrong-${note.severity}`);
      const td = cellsOf(tr).find((one) => header(one) === note.header);
      if (!td) continue;
      td.classList.add(`wrong-${note.severity}`);
      td.setAttribute("aria-invalid", "true");
      td.title = [td.title, note.message].filter(Boolean).join("\n");
    }
    list(said);
  }

  const WORDS = { error: "错误", warning: "警告", info: "提示" };

  function list(said) {
    const place = document.getElementById("notes");
    if (!place) return;
    const summary = document.getElementById("notes-summary");
    const counts = `错误 ${said.errors} 处，警告 ${said.warnings} 处。`;
    summary.textContent = !said.notes.length ? "没有发现问题。" : said.compiled ? counts : `账簿还不能汇总：${counts}`;
    place.replaceChildren(...said.notes.map(item));
  }

  function item(note) {
    const li = document.createElement("li");
    const badge = document.createElement("span");
    badge.className = `badge ${note.severity}`;
    badge.textContent = WORDS[note.severity] || note.severity;
    li.append(badge, " ");
    const tr = note.row && grid.querySelector(`tr[data-row="${note.row}"]`);
    if (note.rule) li.append(`${note.rule} `);
    if (tr) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = note.message;
      button.addEventListener("click", () => go(cellsOf(tr).find((td) => header(td) === note.header) || cellsOf(tr)[0]));
      li.append(button);
    } else if (note.row && note.sheet) {
      const link = document.createElement("a");
      link.href = `/work/${year}/rows/${note.row}/`;
      link.textContent = note.message;
      li.append(`${note.sheet}表：`, link);
    } else {
      li.append(note.message);
    }
    return li;
  }

  const first = grid.querySelector("tbody td");
  if (first) first.tabIndex = 0;
  cell = anchor = first;
  judge();
}
