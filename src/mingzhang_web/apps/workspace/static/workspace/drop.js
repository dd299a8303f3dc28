/* 导入：把文件拖进来，先看到选了哪些。 */
"use strict";

(() => {
  const form = document.getElementById("drop");
  if (!form) return;
  const input = document.getElementById("files"), chosen = document.getElementById("chosen");
  function list() {
    chosen.replaceChildren(...[...input.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name}（${(file.size / 1024 / 1024).toFixed(2)} MB）`;
      return line;
    }));
  }
  input.addEventListener("change", list);
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    list();
  });
})();
