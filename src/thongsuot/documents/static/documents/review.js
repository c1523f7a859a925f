// What does the review page gain when scripts run? Keys, marks and cards that follow each other, words picked with the mouse.
// Every act is a form or link that works without it.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const text = $("#text");
const page = $(".review");
const may = page?.dataset.may !== undefined;
const narrow = matchMedia("(max-width: 60rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const cards = () => all(".finding");
const here = () => $(".finding[data-here]");
const marksOf = (id) => all(`mark[data-f="${id}"]`);
let growing = false; // the list is asked for more, to step on
const typing = (node) => node.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

// ---- one finding is here --------------------------------------------------------------------------------------------

function go(card, { focus = true, show = true } = {}) {
  if (!card) return;
  for (const each of all("[data-here]", page)) delete each.dataset.here;
  card.dataset.here = "";
  const marks = marksOf(card.dataset.finding);
  for (const mark of marks) mark.dataset.here = "";
  if (focus) card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  if (show && marks.length && !narrow.matches) marks[0].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

function step(by) {
  const list = cards();
  const at = list.indexOf(here());
  const next = list[at + by] ?? (at < 0 ? list[0] : null);
  if (next) return go(next);
  const more = by > 0 && $(".findings .more a", page);
  if (more) { growing = true; more.click(); }
}

function nextWaiting(from) {
  const list = cards();
  const at = list.indexOf(from);
  const waiting = (card) => card.dataset.state === "proposed";
  return list.slice(at + 1).find(waiting) ?? list.slice(0, Math.max(at, 0)).find(waiting);
}

// A link to a card or a mark is also where one is now.
function fromHash() {
  const id = /^#([fm])(\d+)$/.exec(location.hash);
  const card = id && document.getElementById(`f${id[2]}`);
  if (card) go(card, { focus: id[1] === "f", show: id[1] === "f" });
}
addEventListener("hashchange", fromHash);

page?.addEventListener("click", (event) => {
  if (String(getSelection()).trim()) return; // words are being picked
  const mark = event.target.closest("#text mark");
  const link = event.target.closest("#text mark a");
  if (mark) {
    const card = document.getElementById(link?.hash.slice(1) || `f${mark.dataset.f}`);
    if (!card) return; // on another page of the list: the link leads there
    event.preventDefault();
    go(card);
    return;
  }
  const card = event.target.closest(".finding");
  if (!card) return;
  const toText = event.target.closest("a[href^='#m']");
  if (toText && !narrow.matches) { event.preventDefault(); go(card); return; }
  if (!event.target.closest("a, button, input, select, textarea, summary, label")) go(card);
});

// ---- keys -----------------------------------------------------------------------------------------------------------

const press = (selector) => { const target = here() && $(selector, here()); target?.click(); return Boolean(target); };
let following = false; // after a decision, the next that waits
const keys = {
  j: () => step(1),
  k: () => step(-1),
  t: () => { const mark = here() && marksOf(here().dataset.finding)[0]; mark?.scrollIntoView({ block: "center" }); },
};
if (may) Object.assign(keys, {
  a: () => { following = press("button[value=accept]"); },
  d: () => { following = press(".btn[value=drop]"); },
  e: () => press("[data-correct]"),
  u: () => press("button[value=restore]"),
  x: () => press("input[type=checkbox]"),
  n: () => (openForm() ? choose(openForm()) : add()),
});

// Before the keys of every page, which move through rows.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("dialog[open]")) return;
  if (event.key === "Escape") return cancel(event);
  if (typing(event.target) || !keys[event.key]) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  keys[event.key]();
}, true);

function cancel(event) {
  const form = event.target.closest(".finding-form, .split") ?? (here() && $(".finding-form, .split", here()));
  if (!form) return;
  event.stopImmediatePropagation();
  if (form.closest("#add-here")) return closeAdd();
  $("[data-cancel]", form)?.click();
}

// ---- answers --------------------------------------------------------------------------------------------------------

document.body.addEventListener("htmx:beforeSwap", (event) => {
  if ([409, 422].includes(event.detail.xhr.status)) { // the card or form says what is wrong
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  const elt = event.target; // what came in; the detail names what asked for it
  const { target } = event.detail;
  if (target.classList?.contains("more")) { // the list has grown
    if (growing) { growing = false; step(1); }
    return;
  }
  if (elt.matches?.(".finding-form, .split")) return focusForm(elt);
  if (!elt.matches?.(".finding") || elt.id !== target.id) return; // the progress, the sentence: nothing to follow
  if ($(".finding-form, .split", elt)) { go(elt, { focus: false }); return focusForm(elt); }
  chosen();
  for (const mark of marksOf(elt.dataset.finding)) mark.className = `${elt.dataset.kind} ${elt.dataset.state}`;
  const next = following && elt.dataset.state !== "proposed" ? nextWaiting(elt) : null;
  following = false;
  go(next ?? elt);
});

function focusForm(root) {
  const form = root.matches?.(".finding-form, .split") ? root : $(".finding-form, .split", root);
  const field = form && ($("[data-focus], #new-kind", form) ?? $("[name$=-action], [name$=-doc], [name$=-doc0], [name$=-name]", form) ?? $("input:not([type=hidden]), textarea, select, button", form));
  field?.focus();
}

// ---- several --------------------------------------------------------------------------------------------------------

const join = $("#join");
function chosen() {
  if (!join) return;
  const ticked = all("input[name=finding]:checked");
  join.toggleAttribute("data-few", ticked.length < 1);
  $("[data-chosen-count]", join).textContent = ticked.length ? `${ticked.length} ✓ ` : "";
  $("button", join).disabled = ticked.length < 2;
}
document.addEventListener("change", (event) => { if (event.target.name === "finding") chosen(); });
chosen();

// ---- words of the text ----------------------------------------------------------------------------------------------
// The page has exactly the letters of the text, so that a place is the number of letters before it.

const letters = (range) => [...range.toString()].length; // code points, as the server counts

function picked() {
  const selection = getSelection();
  if (!text || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  if (!words.trim()) return null;
  const lead = [...words].length - [...words.trimStart()].length;
  const start = letters(before) + lead;
  return { start, end: start + [...words.trim()].length, box: range.getBoundingClientRect() };
}

const pick = $("#pick");
let words = null;
document.addEventListener("selectionchange", () => {
  const now = picked();
  if (now) words = now;
  if (!pick) return;
  pick.hidden = !now;
  if (!now) return;
  const correcting = Boolean(openForm());
  for (const label of all("[data-when]", pick)) label.hidden = (label.dataset.when === "correcting") !== correcting;
  pick.style.setProperty("left", `${Math.max(8, Math.min(now.box.left, innerWidth - 200)) + scrollX}px`);
  pick.style.setProperty("top", `${now.box.bottom + scrollY + 6}px`);
});
pick?.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
pick?.addEventListener("click", () => (openForm() ? choose(openForm()) : add()));

// While a finding is being corrected, the words that are picked become its words.
const openForm = () => here() && $("form[data-of]", here());
function choose(form) {
  const now = picked() ?? words;
  const field = (name) => $(`[name=e${form.dataset.of}-${name}]`, form);
  field("words").value = [...text.textContent].slice(now.start, now.end).join("");
  field("start").value = now.start;
  field("end").value = now.end;
  field("words").dispatchEvent(new Event("input", { bubbles: true }));
  field("words").focus();
  pick.hidden = true;
}

const adding = $("[data-add]");
const place = $("#add-here");
adding?.addEventListener("click", (event) => { event.preventDefault(); add(); });

function add() {
  if (!place) return;
  const now = picked() ?? words;
  const query = now ? `?start=${now.start}&end=${now.end}` : "";
  place.hidden = false;
  if (pick) pick.hidden = true;
  htmx.ajax("GET", adding.href + query, { target: place, swap: "innerHTML" }).then(() => {
    place.scrollIntoView({ block: "nearest" });
    focusForm(place);
  });
}

function closeAdd() {
  place.hidden = true;
  place.replaceChildren();
  words = null;
  adding?.focus();
}
place?.addEventListener("click", (event) => {
  if (event.target.closest("[data-cancel]")) { event.preventDefault(); closeAdd(); }
});

fromHash();
