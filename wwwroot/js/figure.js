// Figures are SVG that Blazor draws; here are their width and the files that are made of them.
const drawn = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
];
const dotsPerPixel = 4;

export function watch(host, dotnet) {
  host.figureObserver = new ResizeObserver(entries => dotnet.invokeMethodAsync("OnWidth", Math.round(entries[0].contentRect.width)));
  host.figureObserver.observe(host);
}

export const unwatch = host => host?.figureObserver?.disconnect();

export const saveSvg = (host, name) => save(new Blob([alone(host)], { type: "image/svg+xml" }), `${name}.svg`);

export const saveText = (text, type, name) => save(new Blob([text], { type }), name);

export async function savePng(host, name) {
  const source = URL.createObjectURL(new Blob([alone(host)], { type: "image/svg+xml" }));
  try {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth * dotsPerPixel;
    canvas.height = picture.naturalHeight * dotsPerPixel;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    save(await new Promise(resolve => canvas.toBlob(resolve, "image/png")), `${name}.png`);
  } finally {
    URL.revokeObjectURL(source);
  }
}

// The SVG with everything that the style sheet says of it written into it, in the light colours. Nothing is painted in between.
function alone(host) {
  const root = document.documentElement;
  const theme = root.dataset.theme;
  root.dataset.theme = "light";
  try {
    const svg = host.querySelector("svg.figure-svg");
    const copy = svg.cloneNode(true);
    const parts = svg.querySelectorAll("*");
    copy.querySelectorAll("*").forEach((part, i) => {
      const style = getComputedStyle(parts[i]);
      part.removeAttribute("class");
      part.removeAttribute("style");
      if (part.tagName === "g") return;
      for (const name of drawn)
        part.setAttribute(name, name === "font-family" ? "Inter, Helvetica, Arial, sans-serif" : style.getPropertyValue(name));
    });
    const { width, height } = svg.viewBox.baseVal;
    copy.removeAttribute("class");
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    paper.setAttribute("width", width);
    paper.setAttribute("height", height);
    paper.setAttribute("fill", "#ffffff");
    copy.prepend(paper);
    return new XMLSerializer().serializeToString(copy).replace(/<!--[^]*?-->/g, "");
  } finally {
    if (theme === undefined) delete root.dataset.theme;
    else root.dataset.theme = theme;
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
