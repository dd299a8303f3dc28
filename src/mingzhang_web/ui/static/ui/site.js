/* 各页共用的少量行为：大字版、播报、离开前提醒、收起下拉。 */
"use strict";

const root = document.documentElement;
const TEXT = "mingzhang-text"; // 公开网站的各页用同一个名字

function setLarge(on) {
  const link = document.getElementById("large-type");
  root.dataset.text = on ? "large" : "normal";
  link.querySelector(".label").textContent = on ? "标准字号" : "大字版";
  link.search = link.search.replace(/large-type=./, `large-type=${on ? 0 : 1}`);
  localStorage.setItem(TEXT, root.dataset.text);
}

function announce(text) {
  const place = document.getElementById("announce");
  if (place) place.textContent = text;
}

setLarge(root.dataset.text === "large");

/* 链接不用脚本也有效；有脚本时不换页，填了一半的内容还在。 */
document.getElementById("large-type").addEventListener("click", (event) => {
  event.preventDefault();
  const on = root.dataset.text !== "large";
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${TEXT}=${on ? "large" : "normal"}; path=/; max-age=31536000; samesite=lax${secure}`;
  setLarge(on);
  announce(on ? "已切换到大字版" : "已恢复标准字号");
});

document.addEventListener("htmx:responseError", (event) => {
  const status = event.detail.xhr.status;
  announce(status === 403 ? "没有权限，没有保存。" : "没有完成，请稍后再试。");
});

document.addEventListener("htmx:sendError", () => announce("连不上服务器，没有保存，请检查网络后再试。"));

for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
}

document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".drop-down[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest(".drop-down[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
