// The site's own modules, fetched while nothing else is to do: a click while the server is away finds them here.
const modules = ["chart", "field-chart", "figure", "table", "menu", "dialog", "clipboard", "visibility"];

// After the first look: a browser is idle too while it waits for the program, and would fetch and read these before it.
function fetchModules() {
  const fetchAll = () => modules.forEach(name => import(`./${name}.js`).catch(() => {}));
  if (globalThis.requestIdleCallback) requestIdleCallback(fetchAll, { timeout: 5000 });
  else setTimeout(fetchAll, 1000);
}

// A link under the pointer or with the focus: the library that its page needs comes before the click.
export function follow(pages) {
  fetchModules();
  const look = async event => {
    const link = event.target.closest?.("a[href]:not([target], [download])");
    if (!link?.href.startsWith(document.baseURI)) return;
    const isHere = await pages.invokeMethodAsync("FetchAhead", link.href.slice(document.baseURI.length));
    if (isHere) for (const kind of kinds) document.removeEventListener(kind, look);
  };
  const kinds = ["pointerover", "focusin"];
  for (const kind of kinds) document.addEventListener(kind, look);
}
