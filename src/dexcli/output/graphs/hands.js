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
    const item = told(found, "li", "");
    named(item, one.name);
    item.id = "found-" + number;
    item.setAttribute("role", "option");
    item.append(" ");
    if (one.org || one.city) listed(told(item, "small", ""), [one.org, one.city]);
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
  told(at("tag"), "option", `\u2068${each}\u2069 (${counts.get(each)})`).value = each;  // set apart, as by <bdi>
});
at("tags").hidden = counts.size === 0;
at("tag").addEventListener("change", event => {
  tag = event.target.value;
  if (chosen !== null && !has(people[chosen])) choose(null);
  overview();
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
at("all").addEventListener("click", () => overview());
at("close").addEventListener("click", () => { choose(null); svg.focus(); });
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = /^(INPUT|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape") { choose(null); svg.focus(); }
  else if (typing) return;
  else if (event.key === "/") { event.preventDefault(); text.focus(); text.select(); }
  else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") overview();
  else if (event.target === svg && event.key.startsWith("Arrow")) {
    event.preventDefault();
    const [dx, dy] = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    go(view.x + dx, view.y + dy, view.k);
  }
});

// A wide window has room for the filters; a phone shows them when asked.
const wide = () => { if (innerWidth > NARROW) at("filters").open = true; };
addEventListener("resize", () => { wide(); if (chosen === null) overview(); else bring(people[chosen]); });
wide();
if (innerWidth <= NARROW) text.placeholder = "Find somebody";
overview();
