// The site's own modules, fetched while nothing else is to do: a click while the server is away finds them here.
const modules = ["chart", "field-chart", "figure", "table", "menu", "dialog", "clipboard", "visibility"];

addEventListener("load", () => {
  const fetchAll = () => modules.forEach(name => import(`./${name}.js`).catch(() => {}));
  if (globalThis.requestIdleCallback) requestIdleCallback(fetchAll, { timeout: 5000 });
  else setTimeout(fetchAll, 1000);
});
