
"use strict";
// Everything that comes from the data is put into text nodes and attributes, never into markup.
const data = JSON.parse(document.getElementById("data").textContent);
const people = data.people, ties = data.ties, me = data.me;
const at = id => document.getElementById(id);
const svg = at("picture"), text = at("text"), found = at("found"), card = at("card");
const FEW = 40;       // people whose ties to you don't hide all others
const NEAR = 24;      // pixels from somebody that still are a click on them
const ROOM_OF_NAME = 11000;  // square pixels of the picture
const LETTERS = 32;   // of a name in the picture; a longer one is cut
const EDGE = 34;      // pixels above and below the picture
const MOST_FOUND = 12, LABEL = 12, NARROW = 700;

function made(name, parent, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return parent.appendChild(element);
}
const folded = word => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// -- what is shown

const view = { x: 0, y: 0, k: 1 };
let chosen = null, hovered = null, tag = "", kinds = new Set(["stated", "together", "introduced"]);
const around = people.map(() => []);
ties.forEach(tie => {
  tie.mine = me !== null && (tie.a === me || tie.b === me);
  around[tie.a].push(tie);
  around[tie.b].push(tie);
});
const beyond = (tie, one) => tie.a === one ? tie.b : tie.a;
people.forEach((one, place) => {
  one.place = place;
  one.r = place === 0 ? 11 : 4.5 + 6 / Math.sqrt(1 + place / 5);
  const letters = [...one.name.replace(/\s+/g, " ")];
  one.label = letters.length > LETTERS ? letters.slice(0, LETTERS - 1).join("").trimEnd() + "…" : one.name;
  one.search = [folded(one.name), one.key, folded(one.org || ""), folded(one.city || "")];
});
ties.forEach(tie => {
  const kind = tie.k.includes("stated") ? "stated" : tie.k.includes("introduced") ? "introduced" : "together";
  tie.line = made("line", at("lines"), {
    class: kind + (tie.mine && kind === "together" ? " mine" : ""), "stroke-width": 0.8 + 3.2 * tie.s });
});
people.forEach(one => {
  one.dot = made("circle", at("dots"), { class: one.place === me ? "me" : "", "data-place": one.place });
  made("title", one.dot).textContent = one.name;
});

const has = one => !tag || (one.tags || []).includes(tag) || one.place === me;
function seen(tie) {
  const ends = [chosen, hovered].some(one => one !== null && (tie.a === one || tie.b === one));
  if (!has(people[tie.a]) || !has(people[tie.b])) return false;
  if (tie.mine && !kinds.has("mine") && !ends) return false;
  if (tie.mine && kinds.has("mine")) return true;
  return tie.k.some(kind => kinds.has(kind));
}

// -- drawing: at most once for each picture that the screen shows

let waiting = false;
function draw() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; drawNow(); });
}
function drawNow() {
  const grown = Math.min(1.6, Math.max(0.55, Math.sqrt(view.k * 1.6)));
  const near = chosen === null ? null : new Set([chosen, ...around[chosen].map(tie => beyond(tie, chosen))]);
  people.forEach(one => {
    one.sx = one.x * view.k + view.x;
    one.sy = one.y * view.k + view.y;
    one.sr = one.r * grown;
    const dot = one.dot;
    dot.setAttribute("cx", one.sx.toFixed(1));
    dot.setAttribute("cy", one.sy.toFixed(1));
    dot.setAttribute("r", one.sr.toFixed(1));
    dot.classList.toggle("on", one.place === chosen);
    one.away = !has(one) || (near !== null && chosen !== me && !near.has(one.place));
    dot.classList.toggle("away", one.away);
  });
  ties.forEach(tie => {
    const line = tie.line, is = seen(tie);
    line.style.display = is ? "" : "none";
    if (!is) return;
    const a = people[tie.a], b = people[tie.b];
    line.setAttribute("x1", a.sx.toFixed(1));
    line.setAttribute("y1", a.sy.toFixed(1));
    line.setAttribute("x2", b.sx.toFixed(1));
    line.setAttribute("y2", b.sy.toFixed(1));
    line.classList.toggle("away", chosen !== null && tie.a !== chosen && tie.b !== chosen);
  });
  drawNames(near);
}

const pen = document.createElement("canvas").getContext("2d");
function width(one, size) {
  if (one.width === undefined) {
    pen.font = "100px " + getComputedStyle(document.body).fontFamily;
    one.width = pen.measureText(one.label).width / 100;
  }
  return one.width * size;
}
function drawNames(near) {
  const names = at("names"), box = svg.getBoundingClientRect(), taken = [];
  names.replaceChildren();
  const rank = one => one.place === chosen ? 0 : one.place === hovered ? 1 : near && near.has(one.place) ? 2 : 3;
  const asked = people.filter(one => !one.away && one.sx > 0 && one.sy > 0 && one.sx < box.width && one.sy < box.height)
    .sort((a, b) => rank(a) - rank(b) || a.place - b.place);
  // A name may hide a small dot, but none of the strongest, and no other name. There
  // are no more of them than one can read, and no two where they would touch.
  let left = Math.max(20, box.width * box.height / ROOM_OF_NAME);
  asked.slice(0, 6).forEach(one => taken.push([one.sx - one.sr, one.sy - one.sr, one.sx + one.sr, one.sy + one.sr]));
  for (const one of asked) {
    const size = one.place === chosen ? LABEL + 2 : LABEL, w = width(one, size) * (one.place === chosen ? 1.08 : 1), gap = one.sr + 4;
    const places = [[one.sx + gap, one.sy - size / 2], [one.sx - gap - w, one.sy - size / 2],
      [one.sx - w / 2, one.sy + gap - 2], [one.sx - w / 2, one.sy - gap - size + 2]];
    const free = places.find(([x, y]) => x >= 2 && y >= 2 && x + w <= box.width - 2 && y + size <= box.height - 2 &&
      !taken.some(t => x < t[2] + 3 && x + w > t[0] - 3 && y < t[3] + 1 && y + size > t[1] - 1)) ||
      (rank(one) < 2 || one.place === 0 ? places[3] : null);
    if (!free || left-- <= 0) continue;
    taken.push([free[0], free[1], free[0] + w, free[1] + size]);
    const label = made("text", names, { x: free[0].toFixed(1), y: (free[1] + size * 0.82).toFixed(1), "data-place": one.place });
    label.textContent = one.label;
    label.classList.toggle("on", one.place === chosen);
  }
}

// -- moving about

function room() {
  const box = svg.getBoundingClientRect(), free = { x: 0, y: 0, w: box.width, h: box.height };
  if (!card.hidden) {
    if (innerWidth <= NARROW) free.h = Math.max(120, box.height - card.offsetHeight);
    else free.w = Math.max(200, box.width - card.offsetWidth - 12);
  }
  return free;
}
function fit(places, closest = 3) {
  const free = room(), xs = places.map(one => one.x), ys = places.map(one => one.y);
  const [left, right, top, low] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const k = Math.min((free.w - 2 * edge(free)) / Math.max(right - left, 60), (free.h - 2 * EDGE) / Math.max(low - top, 60), closest);
  go(free.w / 2 - k * (left + right) / 2, free.h / 2 - k * (top + low) / 2, k);
}
const edge = free => free.w < 500 ? 26 : 60;  // at the sides, where names have room
// All who are shown, with the middle of the picture in the middle of the window: what is as
// far in the picture is as far on the screen, in every direction.
function overview() {
  const free = room(), there = shown();
  const far = axis => Math.max(30, ...there.map(one => Math.abs(one[axis])));
  const k = Math.min((free.w / 2 - edge(free)) / far("x"), (free.h / 2 - EDGE) / far("y"), 3);
  go(free.w / 2, free.h / 2, k);
}
function go(x, y, k) {
  Object.assign(view, { x, y, k });
  draw();
}
function zoom(by, x, y) {
  const free = room(), k = Math.min(6, Math.max(0.02, view.k * by));
  const [cx, cy] = x === undefined ? [free.w / 2, free.h / 2] : [x, y];
  go(cx - (cx - view.x) * k / view.k, cy - (cy - view.y) * k / view.k, k);
}
function bring(one) {
  const near = around[one.place].map(tie => people[beyond(tie, one.place)]);
  if (near.length && one.place === me) overview();
  else fit([one, ...near], 1.4);
}
const shown = () => people.filter(has);

// -- one person

function told(parent, name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return parent.appendChild(element);
}
// A name may turn the direction of writing, but only its own.
const named = (parent, name) => told(parent, "bdi", name);
function listed(parent, parts) {
  parent.replaceChildren();
  parts.filter(Boolean).forEach((part, number) => {
    if (number) parent.append(" · ");
    named(parent, part);
  });
}
function choose(place, moving) {
  chosen = place;
  card.hidden = place === null;
  if (place === null) { draw(); return; }
  const one = people[place], others = at("others");
  at("who").replaceChildren();
  named(at("who"), one.name);
  listed(at("about"), [one.org, one.city]);
  at("labels").replaceChildren();
  (one.tags || []).forEach(each => named(at("labels"), each));
  at("notes").replaceChildren();
  if (one.notes) named(at("notes"), one.notes);
  const sorted = [...around[place]].sort((a, b) => b.s - a.s || beyond(a, place) - beyond(b, place));
  at("count").textContent = sorted.length === 0 ? "No tie in the ledger" : sorted.length === 1 ? "1 tie" : sorted.length + " ties";
  others.replaceChildren();
  sorted.forEach(tie => {
    const button = told(told(others, "li", ""), "button", "");
    button.type = "button";
    button.dataset.place = beyond(tie, place);
    named(told(button, "b", ""), people[beyond(tie, place)].name);
    if (tie.t) told(button, "small", tie.t);
    button.addEventListener("click", () => { choose(beyond(tie, place), true); at("who").focus(); });
  });
  card.scrollTop = 0;
  if (moving) bring(one); else draw();
}

