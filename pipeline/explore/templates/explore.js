"use strict";
(() => {
  document.documentElement.classList.add("js");
  for (const form of document.querySelectorAll("form")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
      setTimeout(() => { for (const field of form.elements) field.disabled = false; });
    });
    for (const select of form.querySelectorAll("select[data-submit]")) select.addEventListener("change", () => form.requestSubmit());
  }
  const rows = [...document.querySelectorAll(".claim-row .go")];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "/") {
      const search = document.querySelector('input[name="q"], input[name="metric"]');
      if (search) { search.focus(); event.preventDefault(); }
    } else if (rows.length && (event.key === "j" || event.key === "k")) {
      const at = rows.indexOf(document.activeElement);
      const next = event.key === "j" ? at + 1 : Math.max(at - 1, 0);
      if (rows[next]) { rows[next].focus(); event.preventDefault(); }
    }
  });
})();
