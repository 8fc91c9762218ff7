// The day: counts down, asks again each minute, says when there is no network, keeps a copy for then.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const PAGES = "jumelage-pages";
  const offline = () => root.hasAttribute("data-copy") || navigator.onLine === false;

  function countdown() {
    for (const node of document.querySelectorAll(".countdown[data-starts]")) {
      const minutes = Math.round((Number(node.dataset.starts) * 1000 - Date.now()) / 60000);
      const hours = Math.floor(minutes / 60);
      if (minutes <= 0) node.textContent = node.dataset.now;
      else if (hours >= 24) continue;
      else if (hours) node.textContent = node.dataset.hours.replace("{h}", hours).replace("{m}", String(minutes % 60).padStart(2, "0"));
      else node.textContent = node.dataset[minutes === 1 ? "minute" : "minutes"].replace("{n}", minutes);
    }
  }

  function busy() {
    const part = document.getElementById("day");
    return !part || document.visibilityState !== "visible" || part.querySelector("details[open]") || part.contains(document.activeElement);
  }

  async function again() {
    const part = document.querySelector("#day[data-again]");
    if (!part || busy()) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) { location.reload(); return; }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const copy = fresh.documentElement.hasAttribute("data-copy");
      root.toggleAttribute("data-copy", copy);
      const next = fresh.getElementById("day");
      const head = fresh.querySelector(".day-head");
      if (copy || !next || busy()) return;
      part.replaceWith(document.adoptNode(next));
      if (head) document.querySelector(".day-head").replaceWith(document.adoptNode(head));
      countdown();
    } catch (failure) {
      root.setAttribute("data-copy", "");
    }
  }

  function alarm(shown) {
    const node = document.querySelector(".offline-alarm");
    if (node) node.hidden = !shown;
  }

  // Without a network nothing is sent, now or later: the page says so and keeps what was typed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (/\/sign-out\/$/.test(form.action) && window.caches) {
      event.preventDefault();
      caches.delete(PAGES).finally(() => form.submit());
      return;
    }
    if (offline()) { event.preventDefault(); alarm(true); return; }
    const button = event.submitter;
    if (button && button.dataset.busy) { button.textContent = button.dataset.busy; button.setAttribute("aria-busy", "true"); }
  });
  addEventListener("offline", () => root.setAttribute("data-copy", ""));
  addEventListener("online", () => { alarm(false); again(); root.removeAttribute("data-copy"); });

  setInterval(countdown, 10000);
  countdown();
  const part = document.querySelector("#day[data-again]");
  if (part) setInterval(again, Number(part.dataset.again) * 1000);

  async function keep() {
    // The first page was read before the worker was there: read once more, so that it has a copy, then what it leads to.
    for (const href of [location.href, ...[...document.querySelectorAll("a[data-keep]")].map((link) => link.href)]) {
      if (offline()) return;
      try { await (await fetch(href, { headers: { Accept: "text/html" }, credentials: "same-origin" })).text(); } catch (failure) { return; }
    }
  }

  if (script.dataset.worker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(script.dataset.worker, { scope: script.dataset.room });
    if (navigator.serviceWorker.controller) keep();
    else navigator.serviceWorker.addEventListener("controllerchange", keep, { once: true });
  }
})();
