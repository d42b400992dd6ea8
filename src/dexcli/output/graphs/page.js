
"use strict";
// Everything that comes from the data is put into text nodes and attributes, never into markup.
const data = JSON.parse(document.getElementById("data").textContent);
const people = data.people, ties = data.ties, me = data.me;
const at = id => document.getElementById(id);
const svg = at("picture"), text = at("text"), found = at("found"), card = at("card");
const FEW = 40;       // people whose ties to you don't hide all others
const NEAR = 24;      // pixels from somebody that still are a click on them
const ROOM_OF_NAME = 11000;  // square pixels of the picture
const MOST_FOUND = 12, LABEL = 12, NARROW = 700;

function made(name, parent, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  return parent.appendChild(element);
}
const folded = word => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// -- what is shown

const view = { x: 0, y: 0, k: 1 };
let tall = 1;  // by how much the picture is stretched, to fill a phone or a desk
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
    one.sy = one.y * view.k * tall + view.y;
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
    one.width = pen.measureText(one.name).width / 100;
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
    label.textContent = one.name;
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
  const box = svg.getBoundingClientRect(), free = room();
  tall = Math.min(1.7, Math.max(0.65, box.height / box.width));
  const xs = places.map(one => one.x), ys = places.map(one => one.y * tall);
  const [left, right, top, low] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const edge = free.w < 500 ? 26 : 60;
  const k = Math.min((free.w - 2 * edge) / Math.max(right - left, 60), (free.h - 2 * edge) / Math.max(low - top, 60), closest);
  go(free.w / 2 - k * (left + right) / 2, free.h / 2 - k * (top + low) / 2, k);
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
  fit(near.length && one.place !== me ? [one, ...near] : near.length ? shown() : [one], 1.4);
}
const shown = () => people.filter(has);

// -- one person

function told(parent, name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return parent.appendChild(element);
}
function choose(place, moving) {
  chosen = place;
  card.hidden = place === null;
  if (place === null) { draw(); return; }
  const one = people[place], others = at("others");
  at("who").textContent = place === me && one.name === "you" ? "You" : one.name;
  at("about").textContent = [one.org, one.city].filter(Boolean).join(" · ");
  at("labels").replaceChildren();
  (one.tags || []).forEach(each => told(at("labels"), "span", each));
  at("notes").textContent = one.notes || "";
  const sorted = [...around[place]].sort((a, b) => b.s - a.s || beyond(a, place) - beyond(b, place));
  at("count").textContent = sorted.length === 0 ? "No tie in the ledger" : sorted.length === 1 ? "1 tie" : sorted.length + " ties";
  others.replaceChildren();
  sorted.forEach(tie => {
    const button = told(told(others, "li", ""), "button", "");
    button.type = "button";
    button.dataset.place = beyond(tie, place);
    told(button, "b", people[beyond(tie, place)].name);
    if (tie.t) told(button, "small", tie.t);
    button.addEventListener("click", () => { choose(beyond(tie, place), true); at("who").focus(); });
  });
  card.scrollTop = 0;
  if (moving) bring(one); else draw();
}

// -- finding somebody

let marked = 0, matches = [];
function search() {
  const words = folded(text.value).split(/\s+/).filter(Boolean);
  const holds = one => words.every(word => one.search.some(field => field.includes(word)));
  const begins = one => one.search.slice(0, 2).some(field => field.startsWith(words[0])) ? 0 : 1;
  matches = words.length ? people.filter(holds).sort((a, b) => begins(a) - begins(b) || a.place - b.place).slice(0, MOST_FOUND) : [];
  marked = 0;
  found.replaceChildren();
  matches.forEach((one, number) => {
    const item = told(found, "li", one.name + " ");
    item.id = "found-" + number;
    item.setAttribute("role", "option");
    if (one.org || one.city) told(item, "small", [one.org, one.city].filter(Boolean).join(" · "));
    item.addEventListener("pointerdown", event => { event.preventDefault(); take(number); });
  });
  if (words.length && !matches.length) told(found, "li", "Nobody of this name").className = "none";
  unfold(words.length > 0);
}
function unfold(open) {
  found.hidden = !open;
  text.setAttribute("aria-expanded", String(open));
  [...found.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === marked && matches.length > 0)));
  if (open && matches.length) text.setAttribute("aria-activedescendant", "found-" + marked);
  else text.removeAttribute("aria-activedescendant");
}
function take(number) {
  if (!matches[number]) return;
  const one = matches[number];
  text.value = one.name;
  matches = [];
  unfold(false);
  if (!has(one)) { tag = ""; at("tag").value = ""; }
  choose(one.place, true);
  at("who").focus();  // also puts a phone's keyboard away
}
text.addEventListener("input", search);
text.addEventListener("blur", () => unfold(false));
text.addEventListener("keydown", event => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!matches.length) return;
    marked = (marked + (event.key === "ArrowDown" ? 1 : matches.length - 1)) % matches.length;
    unfold(true);
    found.children[marked].scrollIntoView({ block: "nearest" });
  } else if (event.key === "Enter") take(marked);
  else if (event.key === "Escape" && !found.hidden) { event.stopPropagation(); unfold(false); }
});

// -- filters

const counts = new Map();
people.forEach(one => (one.tags || []).forEach(each => counts.set(each, (counts.get(each) || 0) + 1)));
[...counts.keys()].sort((a, b) => a.localeCompare(b)).forEach(each => {
  told(at("tag"), "option", `${each} (${counts.get(each)})`).value = each;
});
at("tags").hidden = counts.size === 0;
at("tag").addEventListener("change", event => {
  tag = event.target.value;
  if (chosen !== null && !has(people[chosen])) choose(null);
  fit(shown());
});
at("own").hidden = me === undefined || me === null;
if (people.length <= FEW) { kinds.add("mine"); document.querySelector("#own input").checked = true; }
document.querySelectorAll("fieldset input").forEach(box => box.addEventListener("change", () => {
  if (box.checked) kinds.add(box.value); else kinds.delete(box.value);
  draw();
}));

// -- mouse, fingers, keys

const held = new Map();
let moved = 0;
function nearest(event, most) {
  const box = svg.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
  let best = null, least = most;
  people.forEach(one => {
    const distance = Math.hypot(one.sx - x, one.sy - y) - one.sr;
    if (has(one) && distance < least) { best = one.place; least = distance; }
  });
  return best;
}
svg.addEventListener("pointerdown", event => {
  svg.setPointerCapture(event.pointerId);
  held.set(event.pointerId, [event.clientX, event.clientY]);
  if (held.size === 1) moved = 0;
});
svg.addEventListener("pointermove", event => {
  const before = held.get(event.pointerId);
  if (!before) {
    const under = event.pointerType === "mouse" ? nearest(event, 6) : null;
    if (under !== hovered) { hovered = under; draw(); }
    return;
  }
  const now = [event.clientX, event.clientY], box = svg.getBoundingClientRect();
  if (held.size === 2) {
    const other = [...held].find(([id]) => id !== event.pointerId)[1];
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const is = Math.hypot(now[0] - other[0], now[1] - other[1]);
    if (was > 0) zoom(is / was, (now[0] + other[0]) / 2 - box.left, (now[1] + other[1]) / 2 - box.top);
    moved += 10;
  } else {
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (moved > 4) go(view.x + now[0] - before[0], view.y + now[1] - before[1], view.k);
  }
  held.set(event.pointerId, now);
});
function released(event) {
  if (held.delete(event.pointerId) && event.type === "pointerup" && held.size === 0 && moved <= 4) choose(nearest(event, NEAR));
}
svg.addEventListener("pointerup", released);
svg.addEventListener("pointercancel", released);
svg.addEventListener("wheel", event => {
  event.preventDefault();
  const box = svg.getBoundingClientRect();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });
at("in").addEventListener("click", () => zoom(1.4));
at("out").addEventListener("click", () => zoom(1 / 1.4));
at("all").addEventListener("click", () => fit(shown()));
at("close").addEventListener("click", () => { choose(null); svg.focus(); });
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape") { choose(null); svg.focus(); }
  else if (typing) return;
  else if (event.key === "/") { event.preventDefault(); text.focus(); text.select(); }
  else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fit(shown());
  else if (event.target === svg && event.key.startsWith("Arrow")) {
    event.preventDefault();
    const [dx, dy] = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    go(view.x + dx, view.y + dy, view.k);
  }
});

// A wide window has room for the filters; a phone shows them when asked.
const wide = () => { if (innerWidth > NARROW) at("filters").open = true; };
addEventListener("resize", () => { wide(); if (chosen === null) fit(shown()); else bring(people[chosen]); });
wide();
if (innerWidth <= NARROW) text.placeholder = "Find somebody";
fit(people);
