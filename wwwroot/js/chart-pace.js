// When charts draw. What a person does is drawn at the next frame; live points wait so long that all charts together take a small part of
// the main thread; nothing is drawn in a hidden tab or outside the window, and what was missed is drawn when it can be seen.

const share = 0.15;
const least = 100;
// Charts draw their live points side by side, since each of the browser's frames costs too; but no longer at once than a person's hand
// may wait.
const atOnce = 30;
const paces = new Set();
let live = null;
let liveAt = -Infinity;

export class Pace {
  constructor(element, draw) {
    this.draw = draw;
    this.drawnAt = -Infinity;
    this.cost = 0;
    this.draws = 0;
    this.busy = 0;
    this.isSeen = false;
    this.isLate = true;
    this.watching = new IntersectionObserver(entries => this.see(entries.at(-1).isIntersecting), { rootMargin: "200px" });
    this.watching.observe(element);
    paces.add(this);
  }

  // The least time between two draws of live points.
  static get interval() {
    let cost = 0;
    for (const pace of paces) if (pace.isSeen) cost += pace.cost;
    return Math.max(least, cost / share);
  }

  ask(isLive = false) {
    this.isLate = true;
    if (document.hidden || !this.isSeen) return;
    if (isLive) {
      live ??= setTimeout(drawLive, Math.max(0, liveAt + Pace.interval - performance.now()));
      return;
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.turn(), 0);
  }

  turn() {
    if (this.isLate && !document.hidden && this.isSeen) this.now();
  }

  now() {
    this.isLate = false;
    const from = performance.now();
    try {
      this.draw();
    } catch (fault) {
      // The browser's log has it; the other charts go on.
      reportError(fault);
    }
    this.drawnAt = performance.now();
    const took = this.drawnAt - from;
    this.cost = this.draws === 0 ? took : this.cost * 0.7 + took * 0.3;
    this.draws++;
    this.busy += took;
  }

  see(isSeen) {
    this.isSeen = isSeen;
    if (isSeen && this.isLate) this.ask();
  }

  // A sheet of paper shows what no window did.
  print() {
    if (this.isLate) this.now();
  }

  stop() {
    clearTimeout(this.timer);
    this.isSeen = false;
    this.watching.disconnect();
    paces.delete(this);
  }
}

function drawLive(waiting = [...paces].filter(pace => pace.isLate)) {
  const from = performance.now();
  while (waiting.length > 0 && performance.now() - from < atOnce) waiting.shift().turn();
  if (waiting.length > 0) {
    live = setTimeout(drawLive, 0, waiting);
    return;
  }
  [live, liveAt] = [null, performance.now()];
  // Points that came during the round, to charts that it had passed already.
  for (const pace of paces) if (pace.isLate) pace.ask(true);
}

addEventListener("beforeprint", () => paces.forEach(pace => pace.print()));

document.addEventListener("visibilitychange", () => {
  for (const pace of paces) if (pace.isLate) pace.ask();
});
