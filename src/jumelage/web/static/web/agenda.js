// The draft of an agenda: choose a meeting, see at once where it may go and why not elsewhere, move it by pointer or keys.
// Everything here is also done by plain forms: without this script the page works the same, one page at a time.
"use strict";

const panels = new Map(); // one answer a meeting, until the draft changes
let hand = null; // the meeting in hand: { code, options, at }
let dragged = false;

const room = () => document.getElementById("room");
const say = (text) => { const line = document.getElementById("said"); if (line) line.textContent = text; };

async function choose(code) {
  if (hand && hand.code === code) return hand;
  const { moves, view } = room().dataset;
  if (!panels.has(code)) {
    const answer = await fetch(`${moves}?${new URLSearchParams({ meeting: code, view })}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok) { location.assign(`?${new URLSearchParams({ meeting: code, view })}`); return null; }
    panels.set(code, await answer.text());
  }
  const panel = document.getElementById("panel");
  panel.replaceChildren(...new DOMParser().parseFromString(panels.get(code), "text/html").body.childNodes);
  return take();
}

// Read the panel that is on the page, and mark the tables with what it says.
function take() {
  drop();
  const section = document.querySelector("#panel .in-hand");
  if (!section) return null;
  const options = [...section.querySelectorAll(".options li")].map((line) => ({
    slot: Number(line.dataset.slot), site: line.dataset.site, ok: line.dataset.ok === "1", now: "now" in line.dataset,
    when: line.dataset.when, where: line.dataset.where, why: line.textContent.trim(),
  }));
  hand = { code: section.dataset.meeting, span: Number(section.dataset.span), locked: "locked" in section.dataset, options, at: null };
  document.querySelectorAll(".slot.choose").forEach((card) => card.classList.toggle("chosen", card.dataset.meeting === hand.code));
  if (!hand.locked) document.querySelectorAll("table.edit").forEach(mark);
  return hand;
}

function drop() {
  hand = null;
  document.querySelectorAll(".marks-row, .shade").forEach((node) => node.remove());
  document.querySelectorAll(".chosen").forEach((card) => card.classList.remove("chosen"));
}

// One option a slot: where it is now, else a site that fits, else any.
function option(slot) {
  const here = hand.options.filter((one) => one.slot === slot);
  return here.find((one) => one.now) || here.find((one) => one.ok) || here[0] || null;
}

function mark(table) {
  const row = document.createElement("tr");
  row.className = "marks-row";
  row.setAttribute("aria-hidden", "true");
  row.append(document.createElement("th"));
  for (let column = 0; column < Number(table.dataset.columns); column += 1) {
    const one = option(Number(table.dataset.slot) + column);
    const cell = document.createElement("td");
    cell.className = one ? (one.now ? "now" : one.ok ? "ok" : "no") : "";
    cell.textContent = one ? (one.now ? "●" : one.ok ? "✓" : "✕") : "";
    if (one && !one.ok && !one.now) cell.title = one.why;
    row.append(cell);
  }
  table.tHead.append(row);
}

function words(one) {
  const { yes, no, here } = room().dataset;
  if (one.now) return `${one.when}, ${one.where} – ${here}`;
  return `${one.when}, ${one.where} – ${one.ok ? yes : `${no}. ${one.why}`}`;
}

// Show the meeting where it would be, over its own row.
function show(one, table, card) {
  document.querySelectorAll(".shade").forEach((node) => node.remove());
  if (!one || !table) return;
  const cells = table.querySelectorAll(".marks-row td");
  const from = cells[one.slot - Number(table.dataset.slot)];
  const to = cells[Math.min(cells.length - 1, one.slot - Number(table.dataset.slot) + hand.span - 1)];
  if (!from || !to) return;
  const frame = table.closest(".scroll");
  const base = frame.getBoundingClientRect();
  const left = from.getBoundingClientRect().left - base.left + frame.scrollLeft;
  const right = to.getBoundingClientRect().right - base.left + frame.scrollLeft;
  // On another day it is in the same person's row.
  const line = card ? card.closest("tr").sectionRowIndex : 0;
  const rows = table.tBodies[0].rows;
  const own = card && table.contains(card) ? card.getBoundingClientRect() : rows[Math.min(line, rows.length - 1)].getBoundingClientRect();
  const shade = document.createElement("div");
  shade.className = `shade ${one.now ? "now" : one.ok ? "ok" : "no"}`;
  shade.style.left = `${left}px`;
  shade.style.width = `${right - left}px`;
  shade.style.top = `${own.top - base.top + frame.scrollTop}px`;
  shade.style.minHeight = `${own.height}px`;
  const text = document.createElement("span");
  text.textContent = words(one);
  shade.append(text);
  frame.append(shade);
  text.classList.toggle("leftward", left + 280 > frame.scrollLeft + base.width);
}

const tableOf = (slot) => [...document.querySelectorAll("table.edit")].find((table) => {
  const first = Number(table.dataset.slot);
  return slot >= first && slot < first + Number(table.dataset.columns);
});

// Send a form as the page would, and put the answer in place: 409 and 422 bring the draft as it stands, and why.
async function send(form, button, code) {
  const data = new FormData(form, button || undefined);
  const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("room");
  if (!fresh) { location.reload(); return; }
  panels.clear();
  hand = null;
  const view = [...document.querySelectorAll(".scroll")].map((frame) => frame.scrollLeft);
  room().replaceWith(fresh);
  if (window.htmx) window.htmx.process(fresh);
  document.querySelectorAll(".scroll").forEach((frame, number) => { frame.scrollLeft = view[number] || 0; });
  take();
  const notice = fresh.querySelector(".notice, .message");
  say(notice ? notice.textContent.trim().replace(/\s+/g, " ") : "");
  const card = code && fresh.querySelector(`.slot.choose[data-meeting="${CSS.escape(code)}"]`);
  if (card && card.offsetParent) card.focus();
  else if (notice) { notice.tabIndex = -1; notice.focus(); }
}

function put(one) {
  const form = document.querySelector("#panel .move-form input[name=do][value=move]")?.form;
  if (!form || !one.ok || one.now) return;
  form.querySelector("[name=place]").value = `${one.slot}@${one.site}`;
  send(form, null, hand.code);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form.change")) return;
  event.preventDefault();
  send(event.target, event.submitter, event.target.querySelector("[name=meeting]")?.value);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a.choose");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (dragged) { dragged = false; return; }
  const taken = await choose(link.dataset.meeting);
  if (!taken) return;
  const heading = document.getElementById("in-hand");
  say(`${heading.textContent}. ${taken.locked ? room().dataset.locked : room().dataset.keys}`);
  if (!link.matches(".slot")) { heading.focus(); heading.scrollIntoView({ block: "start" }); }
});

document.addEventListener("keydown", async (event) => {
  const card = event.target.closest?.("a.slot.choose");
  if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && hand) {
    event.preventDefault();
    hand.at = null;
    document.querySelectorAll(".shade").forEach((node) => node.remove());
    say("");
    return;
  }
  if (event.key === "Enter" && hand && hand.code === card.dataset.meeting && hand.at) {
    event.preventDefault();
    if (hand.at.ok && !hand.at.now) put(hand.at); else say(words(hand.at));
    return;
  }
  if (!step) return;
  event.preventDefault();
  const taken = await choose(card.dataset.meeting);
  if (!taken) return;
  if (taken.locked) { say(room().dataset.locked); return; }
  // Left and right look at each hour; up and down go from one that fits to the next.
  const all = [...new Set(taken.options.map((one) => one.slot))].map(option);
  const near = event.key === "ArrowUp" || event.key === "ArrowDown" ? all.filter((one) => one.ok || one.now) : all;
  const from = (taken.at || taken.options.find((one) => one.now) || all[0]).slot;
  const next = step > 0 ? near.find((one) => one.slot > from) : near.findLast((one) => one.slot < from);
  taken.at = next || taken.at;
  if (!taken.at) return;
  show(taken.at, tableOf(taken.at.slot), card);
  say(words(taken.at));
});

let pull = null; // a pointer that holds a card: { card, x, y, offset, moving, one }

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest("table.edit a.slot.choose");
  if (!card || event.button !== 0 || event.pointerType === "touch") return;
  dragged = false;
  pull = { card, x: event.clientX, y: event.clientY, moving: false, one: null };
});

document.addEventListener("pointermove", (event) => {
  if (!pull) return;
  if (!pull.moving) {
    if (Math.hypot(event.clientX - pull.x, event.clientY - pull.y) < 6) return;
    pull.moving = true;
    pull.card.setPointerCapture?.(event.pointerId);
    document.body.classList.add("pulling");
    choose(pull.card.dataset.meeting);
  }
  event.preventDefault();
  if (!hand || hand.code !== pull.card.dataset.meeting || hand.locked) return;
  const table = [...document.querySelectorAll("table.edit")].find((one) => {
    const box = one.getBoundingClientRect();
    return event.clientY >= box.top && event.clientY <= box.bottom;
  });
  const cells = table ? [...table.querySelectorAll(".marks-row td")] : [];
  const grip = pull.x - pull.card.getBoundingClientRect().left;
  const x = event.clientX - grip + 4;
  const column = cells.findIndex((cell) => { const box = cell.getBoundingClientRect(); return x >= box.left && x < box.right; });
  const one = column < 0 ? null : option(Number(table.dataset.slot) + column);
  if (one === pull.one) return;
  pull.one = one;
  show(one, table, pull.card);
});

function release(done) {
  if (!pull) return;
  const { moving, one } = pull;
  pull = null;
  if (!moving) return;
  dragged = true;
  setTimeout(() => { dragged = false; }, 50);
  document.body.classList.remove("pulling");
  document.querySelectorAll(".shade").forEach((node) => node.remove());
  if (done && one && hand) { if (one.ok && !one.now) put(one); else say(words(one)); }
}
document.addEventListener("pointerup", () => release(true));
document.addEventListener("pointercancel", () => release(false));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(false); });
document.addEventListener("dragstart", (event) => { if (event.target.closest?.("a.slot.choose")) event.preventDefault(); });

take();
