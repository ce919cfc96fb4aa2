// Files on their way to the server: what was chosen or dropped, and the sending of it in chunks that can be gone on with.

const chunkLength = 4 * 1024 * 1024;
const patience = [1000, 2000, 4000, 8000];

// The files of the one upload that is under way, from their choice to its end: what is chosen meanwhile never comes among them.
let sent = null;
let ending = new AbortController();

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
    // Asked for at once: the items are gone when the event is over.
    const items = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.() ?? item.getAsFile?.()).filter(Boolean);
    await offer(page, async () => (await Promise.all(items.map(item => (item instanceof File ? plain(item) : walk(item, ""))))).flat());
  });
  for (const input of zone.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", async () => {
      const files = [...input.files].map(plain);
      // So that the same files can be chosen again.
      input.value = "";
      await offer(page, () => files);
    });
  }
}

/** Hands the page what was chosen and waits until it is sent, or was not taken. */
async function offer(page, find) {
  const refuse = sentence => page.invokeMethodAsync("Refuse", sentence);
  if (sent !== null)
    return refuse("One upload goes at a time: choose these again when the one under way is over.");
  sent = [];
  try {
    let found;
    try {
      found = arranged(await find());
    } catch (fault) {
      return await refuse(`What was chosen could not be read: ${fault.message}`);
    }
    const { name, files } = found;
    if (files.length === 0)
      return await refuse("There are no files in what was chosen, or hidden ones only: nothing was sent.");
    sent = files;
    const announced = files.map(({ path, file }) => ({ path, size: file.size, modified: file.lastModified }));
    await page.invokeMethodAsync("Chosen", JSON.stringify({ name, files: announced }));
  } finally {
    sent = null;
  }
}

/** Sends what was chosen from an offset on, and says after each chunk how far it is. Answers a sentence when it cannot go on. */
export async function send(address, offset, page) {
  const { signal } = (ending = new AbortController());
  let failures = 0;
  const files = sent ?? [];
  const size = files.reduce((sum, { file }) => sum + file.size, 0);
  while (offset < size && !signal.aborted) {
    const body = slice(files, offset);
    if (body.size === 0)
      return "The files hold fewer bytes than they did when they were chosen: choose them again.";
    let answer;
    try {
      answer = await fetch(`${address}?offset=${offset}`, {
        method: "PUT", body, signal, headers: { "Content-Type": "application/octet-stream" },
      });
    } catch (fault) {
      if (signal.aborted)
        break;
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

/** Ends the sending, also of the chunk that is on its way. */
export function stop() {
  ending.abort();
}

const plain = file => ({ path: file.webkitRelativePath || file.name, file });

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

/** The files in a lasting order, their paths without the folder that all of them are in, and what they are called together. */
function arranged(found) {
  const all = found.filter(({ path }) => found.length === 1 || !isHidden(path));
  all.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const top = all[0]?.path.split("/")[0] ?? "";
  const isFolder = all.length > 0 && all.every(({ path }) => path.startsWith(top + "/"));
  const name = isFolder || all.length === 1 ? top : `${top} and ${all.length - 1} more`;
  const files = all.map(({ path, file }) => ({ path: isFolder ? path.slice(top.length + 1) : path, file }));
  return { name: name.slice(0, 100), files };
}

/** The next chunk: of one large file, or of many small ones. */
function slice(files, offset) {
  const parts = [];
  let left = chunkLength;
  for (const { file } of files) {
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
