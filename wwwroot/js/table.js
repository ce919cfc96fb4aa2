// Columns whose width is dragged, or moved by arrow keys, and what a browser remembers of a page.
const step = 16;

export const kept = key => localStorage.getItem(key);
export const keep = (key, value) => localStorage.setItem(key, value);
// Rows have these heights in runs.css.
export const rowHeight = () => (matchMedia("(max-width: 760px)").matches ? 106 : 46);

export function watch(table, dotnet) {
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
