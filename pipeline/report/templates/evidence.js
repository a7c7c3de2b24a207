"use strict";
(() => {
  const root = document.documentElement;
  const panel = document.getElementById("panel");
  const letters = document.getElementById("letter-keys");
  let chosen = null;
  root.classList.add("js");

  const firsts = [...document.querySelectorAll("a.mark[id]")];
  const hidden = (mark) => ["claim", "number", "name"].some((kind) => mark.classList.contains(kind) && document.body.classList.contains("hide-" + kind));
  const pieces = (mark) => document.querySelectorAll('a.mark[data-at="' + CSS.escape(mark.dataset.at) + '"]');

  function show(card) {
    for (const other of panel.querySelectorAll(".card.on")) other.classList.remove("on");
    if (!card) return;
    card.classList.add("on");
    panel.classList.add("open");
    document.body.classList.add("reading");
    panel.scrollTop = 0;
  }

  function choose(mark, into) {
    if (chosen) for (const piece of pieces(chosen)) { piece.classList.remove("on"); piece.removeAttribute("aria-current"); }
    chosen = mark;
    for (const piece of pieces(mark)) { piece.classList.add("on"); piece.setAttribute("aria-current", "true"); }
    const card = document.getElementById(mark.hash.slice(1));
    show(card);
    history.replaceState(null, "", "#" + mark.id);
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "nearest" });
    if (into && card) card.focus({ preventScroll: true });
  }

  function close() {
    show(null);
    panel.classList.remove("open");
    document.body.classList.remove("reading");
    if (!chosen) return;
    for (const piece of pieces(chosen)) { piece.classList.remove("on"); piece.removeAttribute("aria-current"); }
    chosen.focus();
    history.replaceState(null, "", location.pathname + location.search);
  }

  function open(id, into) {
    const at = id && document.getElementById(id);
    if (!at) return false;
    if (at.matches("a.mark")) { choose(at, into); return true; }
    if (!at.matches(".card")) return false;
    const mark = firsts.find((one) => one.hash === "#" + id);
    if (mark) choose(mark, true);
    else { show(at); at.focus({ preventScroll: true }); }
    return true;
  }

  const decoded = (hash) => { try { return decodeURIComponent(hash.slice(1)); } catch { return ""; } };

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.target.closest("#close")) { close(); return; }
    const link = event.target.closest('a[href*="#"]');
    if (!link || link.pathname !== location.pathname || link.search !== location.search || link.host !== location.host) return;
    const mark = link.matches("a.mark") ? document.getElementById(link.dataset.at) : null;
    if (mark ? (choose(mark, event.detail === 0), true) : open(decoded(link.hash), false)) event.preventDefault();
  });

  function step(by, kinds) {
    const among = firsts.filter((mark) => !hidden(mark) && kinds.some((kind) => mark.classList.contains(kind)));
    if (!among.length) return;
    const from = document.activeElement.matches("a.mark[id]") ? document.activeElement : chosen;
    let next = 0;
    if (from) {
      const after = (mark) => from.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING;
      const following = among.findIndex((mark) => mark !== from && after(mark));
      const ahead = following < 0 ? among.length : following;
      next = by > 0 ? Math.min(ahead, among.length - 1) : Math.max(ahead - 1 - (among.includes(from) ? 1 : 0), 0);
    } else if (by < 0) next = among.length - 1;
    choose(among[next], false);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (event.key === "Escape" && panel.classList.contains("open")) { close(); event.preventDefault(); return; }
    if (typing) return;
    if (letters && letters.checked && (event.key === "j" || event.key === "k")) {
      step(event.key === "j" ? 1 : -1, ["claim", "number"]);
      event.preventDefault();
    } else if (event.target.matches("a.mark") && ["ArrowRight", "ArrowLeft"].includes(event.key)) {
      step(event.key === "ArrowRight" ? 1 : -1, ["claim", "number", "name"]);
      event.preventDefault();
    }
  });

  for (const box of document.querySelectorAll("input[data-show]")) {
    const apply = () => {
      document.body.classList.toggle("hide-" + box.dataset.show, !box.checked);
      for (const mark of document.querySelectorAll("a.mark." + box.dataset.show)) mark.tabIndex = box.checked && mark.id ? 0 : -1;
    };
    box.addEventListener("change", apply);
    if (!box.checked) apply();
  }
  window.addEventListener("hashchange", () => open(decoded(location.hash), false));
  open(decoded(location.hash), false);
})();
