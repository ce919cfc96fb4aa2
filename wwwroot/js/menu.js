// A menu in the top layer, under the button it belongs to. The browser closes it on Escape and on a click outside; arrows move in it.
export function open(menu, selector) {
  const button = document.querySelector(selector);
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
  const end = event => {
    if (event.newState !== "closed") return;
    menu.removeEventListener("toggle", end);
    button?.setAttribute("aria-expanded", "false");
    if (!document.activeElement || document.activeElement === document.body) button?.focus();
  };
  menu.addEventListener("toggle", end);
}

export function close(menu) {
  if (menu.matches(":popover-open")) menu.hidePopover();
}
