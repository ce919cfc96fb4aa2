// Keys that work anywhere on a page but in a field.
const rows = () => [...document.querySelectorAll("main [data-row]")].filter(row => row.offsetParent !== null);
const here = () => document.activeElement?.closest("[data-row]");

const keys = {
  "/": () => first("[data-search], main input[type=search]")?.focus(),
  j: () => step(1),
  k: () => step(-1),
  x: () => here()?.querySelector("[data-choose]")?.click(),
  c: () => first("[data-compare]")?.click(),
  s: () => first("[data-smoothing]")?.focus(),
  // A suspect's row opens a field by it, which must not begin with it.
  o: () => {},
  "?": () => document.getElementById("key-help")?.showModal(),
};

// In a table or sheet of examples arrows do what j and k do; in a sheet, up and down go to the row above and below.
const arrows = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => step(across()),
  ArrowUp: () => step(-across()),
};

function across() {
  const all = rows();
  const top = all[0]?.offsetTop;
  return Math.max(1, all.findIndex(row => row.offsetTop !== top));
}

// The path and not the target: what was clicked may be gone from the page by now.
document.addEventListener("click", event => {
  if (event.target.closest("[data-keys]")) keys["?"]();
  for (const open of document.querySelectorAll("details.chooser[open]")) if (!event.composedPath().includes(open)) open.open = false;
});

// Blazor follows a link within the page by scrolling alone: the keys would go on from where they were. Before it sees the click, the place
// that is skipped to is given the focus.
document.addEventListener(
  "click",
  event => {
    const place = document.getElementById(event.target.closest(".skip")?.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    place.focus();
  },
  true,
);

// A list that is folded out closes on Escape, and its button has the focus again.
document.addEventListener("keydown", event => {
  const open = event.key === "Escape" && document.querySelector("details.chooser[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

// A dialog that closes gives the focus back to what it was opened from, and not to the page's top.
const dialog = "dialog.question";
let opener = null;
let isAsked = false;
document.addEventListener("focusin", event => {
  if (!event.target.closest("dialog, [popover]")) opener = event.target;
});
new MutationObserver(() => {
  const isOpen = document.querySelector(dialog) !== null;
  if (isAsked && !isOpen && (!document.activeElement || document.activeElement === document.body)) {
    const back = opener?.isConnected ? opener : document.getElementById("content");
    back?.focus({ preventScroll: true });
  }
  isAsked = isOpen;
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("keydown", event => {
  if (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    isTyping(event.target) ||
    document.querySelector("dialog[open], :popover-open")
  )
    return;
  if (event.key === "Enter" && event.target.matches("[data-row]")) {
    event.target.querySelector("[data-open]")?.click();
    return;
  }
  const act = keys[event.key] ?? (here()?.closest("[data-arrows]") && arrows[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
});

// Brings an element into sight and to the keyboard.
export function show(id) {
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}

function isTyping(target) {
  return (
    target.closest("textarea, select, [contenteditable]") !== null ||
    (target.tagName === "INPUT" && !["checkbox", "radio", "range", "button"].includes(target.type))
  );
}

function first(selector) {
  return [...document.querySelectorAll(selector)].find(element => element.offsetParent !== null);
}

// From the row in focus; else from the first that is on the screen.
function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.indexOf(here());
  const row =
    at < 0 ? (all.find(row => row.getBoundingClientRect().top > 60) ?? all[0]) : all[Math.max(0, Math.min(all.length - 1, at + by))];
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}
