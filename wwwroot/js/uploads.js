// Files on their way to the server: what was chosen or dropped, and the sending of it in chunks that can be gone on with.

const chunkLength = 4 * 1024 * 1024;
const patience = [1000, 2000, 4000, 8000];

let chosen = [];
let stopped = false;

// What people do not mean when they drop a folder: .DS_Store, ._x, .git and their like.
const isHidden = path => path.split("/").some(part => part.startsWith(".") || part === "__MACOSX" || part === "Thumbs.db");

/** Makes a part of the page a place to drop files at. */
export function watch(zone, page) {
  const over = on => zone.classList.toggle("is-over", on);
  zone.addEventListener("dragover", event => { event.preventDefault(); over(true); });
  zone.addEventListener("dragleave", event => { if (!zone.contains(event.relatedTarget)) over(false); });
  zone.addEventListener("drop", async event => {
    event.preventDefault();
    over(false);
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = (await Promise.all(entries.map(entry => walk(entry, "")))).flat();
    await page.invokeMethodAsync("Chosen", manifest(files));
  });
  for (const input of zone.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", async () => {
      const files = [...input.files].map(file => ({ path: file.webkitRelativePath || file.name, file }));
      // So that the same files can be chosen again.
      input.value = "";
      await page.invokeMethodAsync("Chosen", manifest(files));
    });
  }
}

/** Sends what was chosen from an offset on, and says after each chunk how far it is. Answers a sentence when it cannot go on. */
export async function send(address, offset, page) {
  stopped = false;
  let failures = 0;
  const size = chosen.reduce((sum, { file }) => sum + file.size, 0);
  while (offset < size && !stopped) {
    let answer;
    try {
      answer = await fetch(`${address}?offset=${offset}`, {
        method: "PUT", body: slice(offset), headers: { "Content-Type": "application/octet-stream" },
      });
    } catch (fault) {
      // A file that was changed or taken away meanwhile fails alike, and no waiting helps it.
      if (failures === patience.length)
        return "The files could not be sent: the line broke, or a file was changed meanwhile. Choose them again to go on.";
      await new Promise(done => setTimeout(done, patience[failures++]));
      continue;
    }
    if (answer.status === 409) {
      // What came before the line broke is more than was heard of.
      const standing = await fetch(address);
      if (!standing.ok)
        return "The upload is no longer there.";
      const received = (await standing.json()).received;
      if (received === offset)
        return "The upload does not go on; throw it away and begin again.";
      offset = received;
      continue;
    }
    if (!answer.ok)
      return (await answer.json().catch(() => null))?.detail ?? `The server refused it (${answer.status}).`;
    failures = 0;
    offset = (await answer.json()).received;
    await page.invokeMethodAsync("Sent", offset);
  }
  return null;
}

/** Ends the sending after the chunk that is on its way. */
export function stop() {
  stopped = true;
}

function walk(entry, above) {
  const path = above + entry.name;
  if (entry.isFile)
    return new Promise((done, failed) => entry.file(file => done([{ path, file }]), failed));
  const reader = entry.createReader();
  // It gives a hundred at a time.
  const read = () => new Promise((done, failed) => reader.readEntries(done, failed));
  return (async () => {
    const found = [];
    for (let some = await read(); some.length > 0; some = await read())
      for (const inner of some)
        found.push(...await walk(inner, path + "/"));
    return found;
  })();
}

/** The files in a lasting order, their paths without the folder that all of them are in, as JSON. */
function manifest(files) {
  const all = files.filter(({ path }) => files.length === 1 || !isHidden(path));
  all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const top = all[0]?.path.split("/")[0] ?? "";
  const isFolder = all.length > 0 && all.every(({ path }) => path.startsWith(top + "/"));
  chosen = all.map(({ path, file }) => ({ path: isFolder ? path.slice(top.length + 1) : path, file }));
  const name = isFolder || all.length === 1 ? top : `${top} and ${all.length - 1} more`;
  return JSON.stringify({
    name: name.slice(0, 100),
    files: chosen.map(({ path, file }) => ({ path, size: file.size, modified: file.lastModified })),
  });
}

/** The next chunk: of one large file, or of many small ones. */
function slice(offset) {
  const parts = [];
  let left = chunkLength;
  for (const { file } of chosen) {
    if (offset >= file.size) {
      offset -= file.size;
      continue;
    }
    const part = file.slice(offset, offset + left);
    parts.push(part);
    left -= part.size;
    offset = 0;
    if (left === 0)
      break;
  }
  return new Blob(parts);
}
