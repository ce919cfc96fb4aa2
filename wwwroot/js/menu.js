// The button whose press closes its own menu: the click that follows must not open it again.
let pressed = null;

// A menu in the top layer, under the button it belongs to. The browser closes it on Escape and on a press outside; arrows move in it.
export function open(menu, selector) {
  const button = document.querySelector(selector);
  const isClosing = menu.matches(":popover-open") || (button !== null && button === pressed);
  pressed = null;
  if (isClosing) return close(menu);
  menu.showPopover();
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
  button?.setAttribute("aria-expanded", "true");
  const press = event => (pressed = button?.contains(event.target) ? button : null);
  document.addEventListener("pointerdown", press, true);
  const end = event => {
    if (event.newState !== "closed") return;
    menu.removeEventListener("toggle", end);
    document.removeEventListener("pointerdown", press, true);
    button?.setAttribute("aria-expanded", "false");
    if (!document.activeElement || document.activeElement === document.body) button?.focus();
  };
  menu.addEventListener("toggle", end);
}

export function close(menu) {
  if (menu.matches(":popover-open")) menu.hidePopover();
}
