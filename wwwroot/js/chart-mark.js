// How lines are told apart beside their hue: dashes for what is measured and, once the hues are used up, for the lap;
// shapes at their heads.

const dashes = {
  solid: ["solid", [10, 3], [10, 3, 2, 3], [10, 3, 2, 3, 2, 3]],
  dashed: [
    [5, 4],
    [2, 3],
    [5, 3, 1, 3],
    [1, 3],
  ],
};
const symbols = ["circle", "rect", "triangle", "diamond"];

export const dashOf = line => dashes[line.style === "dashed" ? "dashed" : "solid"][(line.lap ?? 0) % 4];

export const symbolOf = line => symbols[line.colour % symbols.length];

// A run of an odd lap has a hollow shape.
export const isHollow = line => (line.lap ?? 0) % 2 === 1;

export const colourOf = (line, isArea) => `--${isArea ? "share" : (line.palette ?? "run")}-${line.colour}`;

// A short piece of the line, for readings.
export function sample(line, isArea) {
  const svg = svgElement("svg", { viewBox: "0 0 22 8", width: 22, height: 8, class: "chart-sample", "aria-hidden": "true" });
  const dash = dashOf(line);
  svg.append(
    svgElement("line", {
      x1: 0,
      x2: 22,
      y1: 4,
      y2: 4,
      "stroke-width": line.style === "faint" ? 1 : 2,
      "stroke-dasharray": dash === "solid" ? "none" : dash.join(" "),
      style: `stroke: var(${colourOf(line, isArea)})`,
    }),
  );
  return svg;
}

function svgElement(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
