// Live pages: an event says that something changed; the elements marked data-live are swapped by their id.
const place = document.querySelector("[data-live-source]");
const [on, off] = ["on", "off"].map((name) => place?.querySelector(`[data-live-${name}]`));
// What the server last sent of each part, to tell its changes from the page's own.
const sent = new Map([...document.querySelectorAll("[data-live][id]")].map((part) => [part.id, part.outerHTML]));
let stream, waiting, asking, over;

const heard = () => {
  const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  for (const time of place.querySelectorAll("time")) time.textContent = now;
};
const live = (yes) => {
  on.hidden = !yes;
  off.hidden = yes;
  for (const part of document.querySelectorAll("[data-live-only]")) part.hidden = !yes;
};

// What the person has opened or stands on stays so.
const path = (node) => {
  const form = node.closest("form");
  return node.id ? `#${CSS.escape(node.id)}` : form && `form[action="${CSS.escape(form.getAttribute("action") ?? "")}"] ${node.localName}`;
};
// A field is being written while it has the focus; a code also while the keys of its pad have it.
const writing = (node) =>
  (node.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) ||
  [...node.querySelectorAll("input.codein")].some((code) => code.value !== "");

const swap = (html) => {
  const news = new DOMParser().parseFromString(html, "text/html");
  const sprite = document.querySelector("#icons defs");
  for (const symbol of news.querySelectorAll("symbol")) if (!document.getElementById(symbol.id)) sprite?.append(symbol);
  for (const next of news.querySelectorAll("[data-live][id]")) {
    const old = document.getElementById(next.id);
    const html = next.outerHTML;
    if (!old || sent.get(next.id) === html) continue;
    if (writing(old)) { waiting = true; continue; }
    sent.set(next.id, html);
    const open = [...old.querySelectorAll("details")].map((one) => one.open);
    const details = next.querySelectorAll("details");
    if (details.length === open.length) details.forEach((one, at) => { one.open = open[at]; });
    const focus = old.contains(document.activeElement) && path(document.activeElement);
    old.replaceWith(next);
    if (focus) next.querySelector(focus)?.focus();
  }
  document.dispatchEvent(new Event("swapped"));
  heard();
  // A page without a source any more, such as that of an order that has ended, stays as it is.
  if (!news.querySelector("[data-live-source]")) {
    over = true;
    close();
    place.hidden = true;
  }
};

const ask = () => {
  clearTimeout(asking);
  asking = setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok && !answer.redirected) swap(await answer.text());
    } catch { live(false); }
  }, 150);
};

const open = () => {
  if (stream || over || document.hidden) return;
  stream = new EventSource(place.dataset.liveSource);
  let before = false;
  stream.onopen = () => { live(true); heard(); if (before) ask(); before = true; };
  stream.onmessage = ask;
  stream.onerror = () => {
    live(false);
    if (stream.readyState === EventSource.CLOSED) { stream = undefined; setTimeout(open, 5000); }
  };
};
const close = () => { stream?.close(); stream = undefined; };

if (place) {
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return close();
    if (over) return;
    open();
    ask();
  });
  document.addEventListener("focusout", () => { if (waiting) { waiting = false; ask(); } });
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted && !over) { open(); ask(); } });
  open();
}
