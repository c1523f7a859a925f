// How are some of thousands chosen? A filter by words without accents, by level or group, over a list of checkboxes
// that the server wrote; a list that stands on the page already is copied from there.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
const boxOf = (row) => row.querySelector("input");
const wordsOf = (row) => row.querySelector("label").firstChild.nextSibling.textContent.trim();
const CHIPS = 12;

// The rows of another field's list, with this field's name and what is ticked here.
function copied(place, source) {
  const list = place.querySelector(".choosing-list");
  const ticked = new Set([...list.children].map((row) => boxOf(row)).filter((box) => box.checked).map((box) => box.value));
  list.replaceChildren(...[...source.children].map((row) => {
    const copy = row.cloneNode(true);
    const box = boxOf(copy);
    box.name = place.dataset.choosing;
    box.checked = ticked.has(box.value);
    return copy;
  }));
}

// Each row with what it is found by and the unit above it, which tells the offices of one name apart.
function read(list) {
  const above = [];
  return [...list.children].map((row) => {
    const deep = Number(row.dataset.d ?? 0);
    const words = wordsOf(row);
    above.length = deep;
    above[deep] = words;
    return {
      row, box: boxOf(row), words, under: deep > 1 ? above[deep - 1] ?? "" : "",
      found: fold(`${words} ${row.dataset.also ?? ""}`), sets: (row.dataset.in ?? "").split(" "),
    };
  });
}

function choosing(place) {
  const list = place.querySelector(".choosing-list");
  const tools = place.querySelector(".choosing-tools");
  const filter = tools.querySelector("input");
  const only = tools.querySelector("select");
  const told = tools.querySelector("[role=status]");
  const every = tools.querySelector("[data-all]");
  const none = tools.querySelector("[data-none]");
  const chips = tools.querySelector(".choosing-chips");
  const rows = read(list);
  let shown = rows;

  const say = (word, values) => word.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
  const chosen = () => rows.filter((each) => each.box.checked);

  function narrow() {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    const set = only.value;
    shown = rows.filter((each) => words.every((word) => each.found.includes(word))
      && (!set || (set === "+" ? each.box.checked : each.sets.includes(set))));
    const kept = new Set(shown);
    for (const each of rows) each.row.hidden = !kept.has(each);
    const narrowed = words.length > 0 || set !== "";
    list.classList.toggle("narrowed", narrowed);
    if (narrowed) for (const each of shown) tellUnder(each);
    reach(shown[0]);
    count();
  }

  function tellUnder(each) {
    if (!each.under || each.told) return;
    each.told = true;
    const small = document.createElement("small");
    small.textContent = each.under;
    each.row.querySelector("label").append(small);
  }

  function count() {
    const now = chosen();
    const seen = shown.length < rows.length ? ` · ${say(place.dataset.found, { n: shown.length })}` : "";
    told.textContent = say(place.dataset.chosen, { n: now.length }) + seen;
    every.textContent = say(place.dataset.every, { n: shown.length });
    every.hidden = shown.length === rows.length || shown.every((each) => each.box.checked);
    none.hidden = !now.length;
    const items = now.slice(0, CHIPS).map(chip);
    if (now.length > CHIPS) {
      const more = document.createElement("li");
      more.textContent = say(place.dataset.more, { n: now.length - CHIPS });
      items.push(more);
    }
    chips.replaceChildren(...items);
  }

  function chip(each) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = each.words;
    button.setAttribute("aria-label", say(place.dataset.drop, { name: each.words }));
    button.addEventListener("click", () => {
      const at = [...chips.children].indexOf(item);
      tick([each], false);
      (chips.children[Math.min(at, chips.children.length - 1)]?.querySelector("button") ?? filter).focus();
    });
    item.append(button);
    return item;
  }

  // One event tells the page's guard that the form was changed.
  function tick(some, on) {
    for (const each of some) each.box.checked = on;
    list.dispatchEvent(new Event("input", { bubbles: true }));
    count();
  }

  // One box of the list is a stop of the Tab key, the others are reached by arrows.
  let stop = null;
  function reach(each) {
    if (stop) stop.tabIndex = -1;
    stop = each?.box ?? null;
    if (stop) stop.tabIndex = 0;
  }
  function go(at) {
    const each = shown[Math.min(Math.max(at, 0), shown.length - 1)];
    if (!each) return;
    reach(each);
    each.box.focus();
  }

  for (const each of rows) each.box.tabIndex = -1;
  filter.addEventListener("input", (event) => { event.stopPropagation(); narrow(); });
  only.addEventListener("input", (event) => event.stopPropagation());
  only.addEventListener("change", narrow);
  every.addEventListener("click", () => { tick(shown, true); filter.focus(); });
  none.addEventListener("click", () => { tick(rows, false); filter.focus(); });
  filter.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); go(0); }
    if (event.key === "Escape" && filter.value) { event.stopPropagation(); filter.value = ""; narrow(); }
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (shown.length === 1) tick(shown, !shown[0].box.checked); else go(0);
  });
  list.addEventListener("change", count);
  list.addEventListener("focusin", (event) => reach(rows.find((each) => each.box === event.target)));
  list.addEventListener("keydown", (event) => {
    const at = shown.findIndex((each) => each.box === event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    if (to < 0) filter.focus(); else go(to);
  });
  place.closest("form")?.addEventListener("reset", () => setTimeout(narrow));
  tools.hidden = false;
  if (place.dataset.from) {
    const open = () => { list.hidden = false; };
    list.hidden = true; // it was copied: it opens where somebody begins to choose
    filter.addEventListener("focus", open);
    only.addEventListener("focus", open);
    const area = place.querySelector("textarea");
    if (!area.value.trim()) area.parentElement.hidden = true;
  }
  narrow();
}

const places = [...document.querySelectorAll("[data-choosing]")];
for (const place of places) {
  const source = place.dataset.from && document.getElementById(place.dataset.from);
  if (source) copied(place, source.querySelector(".choosing-list"));
}
places.forEach(choosing);
