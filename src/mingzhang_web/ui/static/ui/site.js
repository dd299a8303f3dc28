/* 各页共用的少量行为：大字版、播报、离开前提醒、收起下拉。 */
"use strict";

const root = document.documentElement;
const TEXT = "mingzhang-text"; // 公开网站的各页用同一个名字

function setLarge(on) {
  root.dataset.text = on ? "large" : "normal";
  const button = document.getElementById("large-type");
  if (button) button.setAttribute("aria-pressed", String(on));
}

function announce(text) {
  const place = document.getElementById("announce");
  if (place) place.textContent = text;
}

setLarge(localStorage.getItem(TEXT) === "large");

document.addEventListener("click", (event) => {
  const button = event.target.closest("#large-type");
  if (!button) return;
  const on = button.getAttribute("aria-pressed") !== "true";
  localStorage.setItem(TEXT, on ? "large" : "normal");
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
