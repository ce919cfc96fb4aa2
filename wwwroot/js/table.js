// Columns whose width is dragged, or moved by arrow keys, and what a browser remembers of a page.
const step = 16;

export const kept = key => localStorage.getItem(key);
export const keep = (key, value) => localStorage.setItem(key, value);
// Rows have these heights in runs.css.
export const rowHeight = () => (matchMedia("(max-width: 760px)").matches ? 106 : 46);

// The place of a page stands in its entry of the history: Back finds it, a link to the same page does not.
export function scrollBack() {
  const top = history.state?.scroll;
  if (!top) return;
  // The rows above it are drawn one after the other, within a second or not at all.
  let frames = 60;
  const go = () => {
    scrollTo(0, top);
    if (Math.abs(scrollY - top) > 2 && --frames > 0) requestAnimationFrame(go);
  };
  go();
}

function rememberScroll(table) {
  let timer = 0;
  const remember = () => {
    clearTimeout(timer);
    const here = location.href;
    timer = setTimeout(() => {
      if (!table.isConnected) removeEventListener("scroll", remember);
      else if (here === location.href) history.replaceState({ ...history.state, scroll: Math.round(scrollY) }, "");
    }, 120);
  };
  addEventListener("scroll", remember, { passive: true });
}

// A table that fits needs no scrolling of its own, and its head can stay in sight.
function keepHead(table) {
  const scroll = table.parentElement;
  const look = () => scroll.classList.toggle("fits", table.offsetWidth <= scroll.clientWidth + 1);
  new ResizeObserver(look).observe(scroll);
  new ResizeObserver(look).observe(table);
}

export function watch(table, dotnet) {
  rememberScroll(table);
  keepHead(table);
  const columnOf = handle => table.querySelector(`col[data-column="${CSS.escape(handle.dataset.resize)}"]`);
  const told = (handle, width) => dotnet.invokeMethodAsync("OnResized", handle.dataset.resize, Math.round(width));

  table.addEventListener("pointerdown", event => {
    const handle = event.target.closest("[data-resize]");
    if (!handle) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const column = columnOf(handle);
    const [start, before] = [event.clientX, parseInt(column.style.width, 10)];
    let width = before;
    const move = moved => {
      width = Math.max(60, Math.min(800, before + moved.clientX - start));
      column.style.width = `${width}px`;
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener(
      "lostpointercapture",
      () => {
        handle.removeEventListener("pointermove", move);
        if (width !== before) told(handle, width);
      },
      { once: true },
    );
  });

  table.addEventListener("keydown", event => {
    const handle = event.target.closest("[data-resize]");
    const by = { ArrowLeft: -step, ArrowRight: step }[event.key];
    if (!handle || !by) return;
    event.preventDefault();
    told(handle, parseInt(columnOf(handle).style.width, 10) + by);
  });

  // A drag of the handle is not one of the column.
  table.addEventListener("dragstart", event => {
    if (document.activeElement?.closest?.("[data-resize]")) event.preventDefault();
  });
}
