/* 与账簿接口来往：一次一个请求，按先后保存；没有保存的原因用一句话说明。 */
"use strict";

class Refusal extends Error {
  constructor(message, status, row) {
    super(message);
    this.status = status;
    this.row = row;
  }
}

class LedgerApi {
  constructor(year) {
    this.base = `/api/v1/years/${year}/`;
    this.token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
    this.waiting = Promise.resolve();
    this.open = 0;
    this.saving = document.getElementById("saving");
    window.addEventListener("beforeunload", (event) => this.open && event.preventDefault());
  }

  async send(method, path, body) {
    const headers = { "X-CSRFToken": this.token };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await fetch(this.base + path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    } catch {
      throw new Refusal("连不上服务器，内容还在格子里，没有保存。");
    }
    const data = await answer.json().catch(() => ({}));
    if (answer.ok) return data;
    const words = answer.status === 403 ? "没有权限，没有保存。" : "没有保存，请刷新页面后再试。";
    throw new Refusal(data.message || words, answer.status, data.row);
  }

  /* 排队做一件事；settled 说明做完以后还有没有没保存的内容。 */
  queue(work, settled = () => true) {
    this.open += 1;
    if (this.saving) this.saving.textContent = "正在保存…";
    const done = this.waiting.then(work).finally(() => {
      this.open -= 1;
      if (!this.open && this.saving) this.saving.textContent = settled() ? "已保存" : "有内容没有保存";
    });
    this.waiting = done.catch(() => {});
    return done;
  }

  target(text) {
    return this.send("GET", `../target?text=${encodeURIComponent(text.slice(0, 200))}`).catch(() => null);
  }
}
