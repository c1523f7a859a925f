// What does a page gain when scripts run? Keys, palette, drag and drop with progress, warnings, copied links.
// Everything here stands on links and forms that work without it.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (node) => node.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");

for (const hidden of all("[data-open], [data-contrast-toggle], [data-copy]")) hidden.hidden = false;

// ---- rows -----------------------------------------------------------------------------------------------------------
// A row is a table row or list item with a link: [data-row], else every body row of the first table.

const rows = () => {
  const marked = all("[data-row]");
  return marked.length ? marked : all("main .table > tbody > tr");
};
const here = () => rows().find((row) => row.dataset.here !== undefined);

function step(by) {
  const list = rows();
  if (!list.length) return;
  const at = list.indexOf(here());
  const next = list[Math.min(Math.max(at + by, 0), list.length - 1)];
  for (const row of list) delete row.dataset.here;
  next.dataset.here = "";
  const target = $("a[href]", next) ?? $("button, input", next);
  if (target) target.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function select() {
  const box = here() && $("input[type=checkbox]", here());
  if (box) box.click();
}

const open = () => here() && (here().querySelector("[data-open-row], a[href]") ?? here()).click();

const edit = () => {
  const link = (here() && $("[data-edit]", here())) || $("main [data-edit]");
  if (link) link.click();
};

// ---- keys -----------------------------------------------------------------------------------------------------------

let goingUntil = 0;
const keys = {
  "/": () => $("#find")?.focus(),
  "?": () => $("#keys")?.showModal(),
  j: () => step(1),
  k: () => step(-1),
  x: select,
  e: edit,
  g: () => { goingUntil = Date.now() + 1500; },
};

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && palette) {
    event.preventDefault();
    palette.open();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("dialog[open]")) return;
  if (event.key === "Escape") closeMenus();
  if (typing(event.target)) return;
  if (Date.now() < goingUntil) {
    goingUntil = 0;
    const link = all("[data-go]").find((each) => each.dataset.go === event.key);
    if (link) { event.preventDefault(); location.assign(link.href); }
    return;
  }
  if (event.key === "Enter" && here() && event.target === document.body) return open();
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// ---- menus and dialogs ----------------------------------------------------------------------------------------------

function closeMenus(except) {
  for (const menu of all("details.menu[open]")) {
    if (menu === except) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside && !except) $("summary", menu).focus();
  }
}
document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.menu"));
  const opener = event.target.closest("[data-open]");
  if (opener) document.getElementById(opener.dataset.open)?.showModal();
  const toggle = event.target.closest("[data-contrast-toggle]");
  if (toggle) contrast();
  const copier = event.target.closest("[data-copy]");
  if (copier) copy(copier);
});
for (const dialog of all("dialog")) {
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}

function contrast() {
  const root = document.documentElement;
  const more = root.dataset.contrast !== "more";
  if (more) root.dataset.contrast = "more"; else delete root.dataset.contrast;
  document.cookie = `contrast=${more ? "more" : ""};path=/;max-age=${more ? 31536000 : 0};samesite=lax`;
}

// A button `<button data-copy="/d/7/dieu-1" data-copied="Copied" hidden>`; the address is made whole.
async function copy(button) {
  const address = new URL(button.dataset.copy || location.href, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    say(button.dataset.copied || address);
  } catch {
    say(address); // no clipboard without https: the address itself can be read and marked
  }
}

function say(text, css = "notice notice-info") {
  const place = $("#messages");
  if (!place) return;
  const note = document.createElement("p");
  note.className = css;
  note.textContent = text;
  place.append(note);
}

// ---- palette --------------------------------------------------------------------------------------------------------
// GET <url>?q=… answers {"results": [{"text": …, "url": …, "hint": …}]}.

const palette = (() => {
  const dialog = $("#palette");
  if (!dialog) return null;
  const input = $("input", dialog);
  const list = $("#palette-list");
  const note = $(".palette-note", dialog);
  let found = [];
  let at = 0;
  let asked = null;
  let timer = 0;

  function show() {
    list.replaceChildren(...found.map((result, index) => {
      const item = document.createElement("li");
      item.id = `palette-${index}`;
      item.role = "option";
      item.ariaSelected = String(index === at);
      item.append(document.createTextNode(result.text));
      if (result.hint) {
        const hint = document.createElement("small");
        hint.textContent = result.hint;
        item.append(hint);
      }
      item.addEventListener("click", () => go(index));
      return item;
    }));
    if (found.length) input.setAttribute("aria-activedescendant", `palette-${at}`);
    else input.removeAttribute("aria-activedescendant");
    note.textContent = found.length || !input.value ? "" : dialog.dataset.none;
    $("[aria-selected=true]", list)?.scrollIntoView({ block: "nearest" });
  }

  function go(index) {
    const result = found[index];
    if (result) location.assign(result.url);
    else if (input.value && dialog.dataset.search) location.assign(`${dialog.dataset.search}?q=${encodeURIComponent(input.value)}`);
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    try {
      const address = `${dialog.dataset.url}?q=${encodeURIComponent(input.value)}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      found = (await answer.json()).results;
      at = 0;
      show();
    } catch (problem) {
      if (problem.name !== "AbortError") { found = []; show(); }
    }
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && found.length) { at = (at + move + found.length) % found.length; show(); event.preventDefault(); }
    if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); go(at); }
  });
  return { open() { if (!dialog.open) dialog.showModal(); input.select(); ask(); } };
})();

// ---- forms ----------------------------------------------------------------------------------------------------------

let sending = false;
const changed = new Set();
for (const form of all("form[data-guard]")) {
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("reset", () => changed.delete(form));
  form.addEventListener("submit", () => { sending = true; });
}
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) changed.delete(event.target.closest("form"));
  sending = false;
});
addEventListener("beforeunload", (event) => { if (changed.size && !sending) event.preventDefault(); });
addEventListener("pageshow", (event) => {
  sending = false;
  if (event.persisted) for (const button of all("form[data-upload] button")) button.disabled = false;
});
$("[data-focus]")?.focus();

// ---- uploads --------------------------------------------------------------------------------------------------------
// <form data-upload> with a file input inside `.drop`: files may be dropped; the form is sent with a progress bar.

function uploads(form) {
  const input = $("input[type=file]", form);
  const zone = $(".drop", form) ?? form;
  if (!input) return;
  zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.dataset.over = ""; });
  zone.addEventListener("dragleave", () => { delete zone.dataset.over; });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    delete zone.dataset.over;
    const files = [...event.dataTransfer.files];
    const chosen = new DataTransfer();
    for (const file of input.multiple ? files : files.slice(0, 1)) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
  input.addEventListener("change", () => name(form, input));
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    send(form, event.submitter);
  });
}

// Names what was chosen in `<ul data-chosen>`; an input with data-max (bytes) and data-too-large (words) warns at once.
function name(form, input) {
  const most = Number(input.dataset.max ?? Infinity);
  $("[data-chosen]", form)?.replaceChildren(...[...input.files].map((file) => {
    const item = document.createElement("li");
    const size = Math.max(1, Math.round(file.size / 1024)).toLocaleString(document.documentElement.lang);
    item.textContent = `${file.name} (${size} kB)${file.size > most ? `: ${input.dataset.tooLarge}` : ""}`;
    item.classList.toggle("error", file.size > most);
    return item;
  }));
}

function send(form, submitter) {
  const box = $(".upload-progress", form);
  const bar = box && $("progress", box);
  const word = box && $("[role=status]", box);
  const request = new XMLHttpRequest();
  const body = new FormData(form, submitter);
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
  const token = body.get("csrfmiddlewaretoken") ?? /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  if (token) request.setRequestHeader("X-CSRFToken", token);
  if (box) { box.hidden = false; word.textContent = word.dataset.sending; }
  for (const button of all("button", form)) button.disabled = true;
  const tell = (text) => { if (word) word.textContent = text; };
  request.upload.addEventListener("progress", (event) => {
    if (!bar || !event.lengthComputable) return;
    bar.value = (event.loaded / event.total) * 100;
    tell(`${word.dataset.sending} ${Math.round(bar.value)} %`);
  });
  request.upload.addEventListener("load", () => { if (bar) bar.removeAttribute("value"); tell(word?.dataset.reading); });
  request.addEventListener("load", () => {
    changed.delete(form);
    sending = true;
    show(new DOMParser().parseFromString(request.responseText, "text/html"), request.responseURL, form.action);
  });
  request.addEventListener("error", () => {
    for (const button of all("button", form)) button.disabled = false;
    tell(word?.dataset.failed);
  });
  request.send(body);
}

// After a redirect, go there; the messages were read with this answer, so they are carried over. Otherwise the answer is
// the form again, with what to correct.
function show(page, address, asked) {
  const main = $("#main", page);
  if (!main || (address && address !== asked)) {
    const words = all("#messages .notice", page).map((each) => [each.className, each.textContent.trim()]);
    sessionStorage.setItem("messages", JSON.stringify(words));
    location.assign(address || location.href);
    return;
  }
  $("#main").replaceWith(document.adoptNode(main));
  all("#main form[data-upload]").forEach(uploads);
  ($("#main [data-focus]") ?? $("#main")).focus();
}

all("form[data-upload]").forEach(uploads);
for (const [css, text] of JSON.parse(sessionStorage.getItem("messages") ?? "[]")) say(text, css);
sessionStorage.removeItem("messages");
