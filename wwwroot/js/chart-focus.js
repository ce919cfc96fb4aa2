// Makes the run that is pointed at stand out, in every chart of a page and wherever else it is named. Its lines are painted once more on a
// layer of their own and the others paled, so that moving the pointer redraws no curve.
import { colourOf, dashOf } from "./chart-mark.js";
import { thin } from "./chart-thin.js";

const paled = "0.16";

export class Focus {
  constructor(chart) {
    this.chart = chart;
    this.layer = document.createElement("canvas");
    this.layer.className = "chart-focus";
    chart.host.append(this.layer);
    this.run = null;
  }

  show(run) {
    if (run === this.run) return;
    this.run = run;
    this.paint();
  }

  paint() {
    const { chart, layer } = this;
    const lines =
      this.run && !chart.settings.area ? chart.drawn.filter(line => line.run === this.run || line.runs?.includes(this.run)) : [];
    const isOne = lines.length > 0 && chart.drawn.length > lines.length;
    for (const canvas of chart.canvas.querySelectorAll("canvas:not([data-zr-dom-id='zr_0'])")) canvas.style.opacity = isOne ? paled : "";
    layer.hidden = !isOne;
    if (!isOne) return;
    const scale = devicePixelRatio;
    const [width, height] = [chart.canvas.clientWidth, chart.canvas.clientHeight];
    Object.assign(layer, { width: width * scale, height: height * scale });
    const pen = layer.getContext("2d");
    pen.scale(scale, scale);
    const { left, right, top, bottom } = chart.plot;
    pen.beginPath();
    pen.rect(left, top, right - left, bottom - top);
    pen.clip();
    const [toX, toY] = [chart.scale("x"), chart.scale("y")];
    const style = getComputedStyle(chart.host);
    for (const line of lines) {
      const { x, y } = line.columns(chart.view);
      const points = thin(x, chart.view.smoothing > 0 ? line.smoothed(chart.view) : y, chart.window);
      const dash = dashOf(line);
      pen.setLineDash(dash === "solid" ? [] : dash);
      pen.strokeStyle = style.getPropertyValue(colourOf(line, false));
      pen.lineWidth = line.style === "faint" ? 1 : 2.5;
      pen.beginPath();
      let isDown = false;
      for (let i = 0; i < points.length; i += 2) {
        if (Number.isNaN(points[i + 1])) isDown = false;
        else {
          pen[isDown ? "lineTo" : "moveTo"](toX(points[i]), toY(points[i + 1]));
          isDown = true;
        }
      }
      pen.stroke();
    }
  }
}

// Rows and names of the run elsewhere on the page.
export function mark(run) {
  for (const element of document.querySelectorAll("[data-run][data-pointed]")) delete element.dataset.pointed;
  if (run) for (const element of document.querySelectorAll(`[data-run="${CSS.escape(run)}"]`)) element.dataset.pointed = "";
}
