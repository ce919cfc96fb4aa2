// A copied table is one line a row: cells of several elements would else break over lines, and a spreadsheet takes neither.
const left = "button svg, svg, input, .sr-only, .resize, [data-menu]";

document.addEventListener("copy", event => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0);
  const root = range.commonAncestorContainer;
  const within = root.nodeType === Node.ELEMENT_NODE ? root : root.parentElement;
  const table = within.closest("table") ?? only(within, range);
  const rows = table ? [...table.rows].filter(row => range.intersectsNode(row)) : [];
  if (rows.length < 2) return;
  const lines = rows.map(row => [...row.cells].filter(cell => range.intersectsNode(cell)).map(text));
  event.clipboardData.setData("text/plain", lines.map(line => line.join("\t")).join("\n") + "\n");
  event.clipboardData.setData("text/html", html(lines));
  event.preventDefault();
});

// A selection of more than a table is left to the browser.
function only(element, range) {
  const tables = [...element.querySelectorAll("table")].filter(table => range.intersectsNode(table));
  return tables.length === 1 && range.toString().trim().length <= tables[0].textContent.trim().length ? tables[0] : null;
}

function text(cell) {
  const copy = cell.cloneNode(true);
  for (const part of copy.querySelectorAll(left)) part.remove();
  for (const part of copy.querySelectorAll("*")) part.append(" ");
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function html(lines) {
  const table = document.createElement("table");
  for (const line of lines) {
    const row = table.insertRow();
    for (const word of line) row.insertCell().textContent = word;
  }
  return table.outerHTML;
}
