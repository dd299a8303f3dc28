"use strict";
// Before anything is drawn: scripts run, and the text size that the reader chose.
document.documentElement.classList.add("js");
try {
  if (localStorage.getItem("mingzhang-text") === "large") document.documentElement.dataset.text = "large";
} catch {
  // A folder or a browser without storage: the choice lasts for this page only.
}
