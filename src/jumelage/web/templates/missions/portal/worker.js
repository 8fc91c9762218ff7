// Keeps the last copy of a participant's own pages for when the network fails. Queues nothing. Forgets with the session.
"use strict";
const SHELL = "jumelage-shell-{{ release|escapejs }}";
const PAGES = "jumelage-pages";
const ROOM = "{{ room|escapejs }}";
const STATICS = "{{ statics|escapejs }}";
const NO_NETWORK = "{{ no_network|escapejs }}";
const NOT_SENT = "{{ not_sent|escapejs }}";
const FILES = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}NO_NETWORK, NOT_SENT];
const OWNER = ROOM + "-owner";
const LAST = ROOM + "-last";
const PATIENCE = 8000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== SHELL && name !== PAGES).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(caches.delete(PAGES));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "GET" && url.pathname.startsWith(STATICS)) event.respondWith(file(request));
  else if (request.method === "POST" && url.pathname.startsWith(ROOM)) event.respondWith(action(request));
  else if (request.method === "GET" && isPage(request, url)) event.respondWith(page(request, url));
});

function isPage(request, url) {
  const accepts = request.headers.get("Accept") || "";
  return url.pathname.startsWith(ROOM) && (request.mode === "navigate" || accepts.includes("text/html") || request.headers.has("HX-Request"));
}

async function file(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic") await cache.put(request, answer.clone());
    return answer;
  } catch (failure) {
    const similar = await cache.match(request, { ignoreSearch: true });
    return similar || Response.error();
  }
}

async function action(request) {
  try {
    return await fetch(request);
  } catch (failure) {
    const said = await caches.match(NOT_SENT);
    return said ? new Response(said.body, { status: 503, headers: said.headers }) : Response.error();
  }
}

async function page(request, url) {
  let answer;
  const copy = await copyOf(url);
  try {
    answer = await (copy ? Promise.race([fetch(request), soon()]) : fetch(request));
  } catch (failure) {
    return copy || (await lastOf(request)) || (await caches.match(NO_NETWORK)) || Response.error();
  }
  await keep(url, answer, Boolean(copy));
  return answer;
}

function soon() {
  return new Promise((resolve, reject) => setTimeout(() => reject(new Error("slow")), PATIENCE));
}

async function keep(url, answer, known) {
  const mark = answer.headers.get("X-Jumelage-Copy");
  if (!answer.ok || !mark) {
    // Sent elsewhere, or refused: the session or the part in the mission is over. A failing server is neither.
    const over = answer.type === "opaqueredirect" || answer.redirected || [401, 403, 404].includes(answer.status);
    if (known && over) await caches.delete(PAGES);
    return;
  }
  const owner = mark.split(" ")[0];
  let pages = await caches.open(PAGES);
  const before = await pages.match(OWNER);
  if (before && (await before.text()) !== owner) {
    await caches.delete(PAGES);
    pages = await caches.open(PAGES);
  }
  await pages.put(OWNER, new Response(owner));
  const headers = new Headers(answer.headers);
  headers.delete("Vary");
  await pages.put(url.pathname + url.search, new Response(await answer.clone().text(), { headers }));
  if (/\/day\/$/.test(url.pathname)) await pages.put(LAST, new Response(url.pathname));
}

async function copyOf(url) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(url.pathname + url.search);
  if (!kept) return null;
  const until = Number((kept.headers.get("X-Jumelage-Copy") || "").split(" ")[1]);
  if (!(until * 1000 > Date.now())) {
    await caches.delete(PAGES);
    return null;
  }
  const text = (await kept.text()).replace("<html", "<html data-copy");
  return new Response(text, { headers: kept.headers });
}

async function lastOf(request) {
  if (new URL(request.url).pathname !== ROOM) return null;
  const pages = await caches.open(PAGES);
  const last = await pages.match(LAST);
  if (!last) return null;
  return copyOf(new URL(await last.text(), self.location.origin));
}
