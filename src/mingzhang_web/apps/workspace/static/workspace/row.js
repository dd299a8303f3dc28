/* 一行的表单：离开一个栏目就保存，核对的结论写在栏目下面。不能运行脚本时用“保存”按钮。 */
"use strict";

const rowForm = document.querySelector("form.row-form[data-row]");

if (rowForm) {
  const api = new LedgerApi(rowForm.dataset.year);
  const row = Number(rowForm.dataset.row);
  const version = rowForm.elements.version;
  const fieldOf = (control) => control.closest(".field");
  let judged = 0;

  rowForm.addEventListener("change", (event) => {
    const control = event.target;
    if (!control.name || control === version || control.name === "csrfmiddlewaretoken") return;
    api.queue(() => save(control));
    if (/指标值$/.test(control.name)) say(control);
  });

  async function save(control) {
    const edits = [{ row, version: Number(version.value), texts: { [control.name]: control.value } }];
    try {
      const answer = await api.send("PATCH", "rows", { edits });
      version.value = answer.rows[0].version;
      note(control, "saving", "");
      judge();
    } catch (refusal) {
      note(control, "saving", refusal.message);
      if (refusal.status !== 409 || !refusal.row) return;
      const theirs = refusal.row.values[control.name] || "（空）";
      note(control, "saving", `${refusal.message}现在是：${theirs}。再改一次就用您的内容。`);
      showTheirs(refusal.row, control);
    }
  }

  /* 别人改过的其他栏目换成新内容，再按“保存”时不会盖掉。 */
  function showTheirs(changed, mine) {
    for (const control of rowForm.elements) {
      const kept = control === mine || control === version || !control.name || !fieldOf(control);
      if (!kept) control.value = changed.values[control.name] || "";
    }
    version.value = changed.version;
  }

  async function judge() {
    const mine = (judged += 1);
    const said = await api.send("GET", "verdicts").catch(() => null);
    if (!said || mine !== judged) return;
    for (const old of rowForm.querySelectorAll("[data-note=verdict]")) old.remove();
    for (const control of rowForm.elements) if (control.name && fieldOf(control)) mark(control, "");
    for (const one of said.notes) {
      const control = one.row === row && one.header && rowForm.elements[one.header];
      if (control) note(control, "verdict", one.message);
    }
    list(said.notes.filter((one) => one.row === row));
  }

  function note(control, kind, text) {
    const field = fieldOf(control);
    let place = field.querySelector(`[data-note=${kind}]`);
    if (!place) {
      place = document.createElement("p");
      place.className = "field-error";
      place.dataset.note = kind;
      place.setAttribute("role", "status");
      field.append(place);
    }
    place.textContent = kind === "verdict" && place.textContent ? `${place.textContent}${text}` : text;
    mark(control, text);
  }

  function mark(control, text) {
    fieldOf(control).classList.toggle("wrong", Boolean(text));
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }

  function list(notes) {
    const place = document.getElementById("row-notes");
    const lines = notes.map((one) => {
      const li = document.createElement("li");
      li.textContent = [one.rule, one.message].filter(Boolean).join(" ");
      return li;
    });
    place.replaceChildren(...lines);
    document.getElementById("row-clean").hidden = notes.length > 0;
  }

  async function say(control) {
    const answer = await api.target(control.value);
    if (!answer) return;
    const field = fieldOf(control);
    let words = field.querySelector("[data-note=words]");
    if (!words) {
      words = document.createElement("p");
      words.className = "help";
      words.dataset.note = "words";
      words.setAttribute("role", "status");
      field.append(words);
    }
    words.textContent = answer.known ? `读作：${answer.words}` : control.value.trim() ? "读不懂这个指标值" : "";
  }

  for (const control of rowForm.querySelectorAll("[name$=指标值]")) say(control);
}
