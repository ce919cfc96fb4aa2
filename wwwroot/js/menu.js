// The button whose menu is open, and the one whose press closes it: the click that follows must not open it again.
let shown = null;
let pressed = null;

document.addEventListener("pointerdown", event => (pressed = shown?.contains(event.target) ? shown : null), true);

// A menu in the top layer, under the button it belongs to. The browser closes it on Escape and on a press outside; arrows move in it.
export function open(menu, selector) {
  const button = document.querySelector(selector);
  const isOwn = button !== null && (button === shown || button === pressed);
  pressed = null;
  if (isOwn) return close(menu);
  shown?.setAttribute("aria-expanded", "false");
  shown = button;
  button?.setAttribute("aria-expanded", "true");
  // A table's rows share one menu, which the keyboard may ask for at another row while it is open.
  if (!menu.matches(":popover-open")) menu.showPopover();
  const at = button?.getBoundingClientRect() ?? new DOMRect(0, 0, 0, 0);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, at.bottom + height > innerHeight ? Math.max(8, at.top - height - 4) : at.bottom + 4)}px`;
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  items[0]?.focus();
  menu.onkeydown = event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
  };
  menu.ontoggle = event => {
    if (event.newState !== "closed") return;
    forget(button);
    if (!document.activeElement || document.activeElement === document.body) button?.focus();
  };
}

export function close(menu) {
  // At once: the browser tells of the closing later, and a press that comes before it opens the menu again.
  forget(shown);
  if (menu.matches(":popover-open")) menu.hidePopover();
}

function forget(button) {
  button?.setAttribute("aria-expanded", "false");
  if (shown === button) shown = null;
}
