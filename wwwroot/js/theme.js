// The choice (system, light, dark) is kept in the browser; what it comes to stands on <html data-theme>,
// which the style sheet and the charts read.
const key = "weblab-theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
let page = null;

function choice() {
  const kept = localStorage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : "system";
}

function isDark() {
  return choice() === "dark" || (choice() === "system" && prefersDark.matches);
}

export function choose(value) {
  if (value === "system") localStorage.removeItem(key);
  else localStorage.setItem(key, value);
  apply();
}

export function watch(dotnet) {
  page = dotnet;
  return choice();
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  page?.invokeMethodAsync("OnThemeApplied", choice());
}

prefersDark.addEventListener("change", apply);
window.addEventListener("storage", apply);
apply();
