// What x counts, and how it is written. Steps are what curves are stored by; the other axes are read off each run's own entries.

export const axes = {
  epoch: { word: "epoch", x: (line, step) => step / line.stepsPerEpoch },
  step: { word: "step", x: (line, step) => step },
  time: { word: "time (UTC)", x: (line, step, time) => time },
  relative: { word: "time since start", x: (line, step, time) => trained(line, time) },
};

// Seconds that a run had been trained for at a time: its pauses do not count.
export function trained(line, time) {
  let paused = 0;
  for (let i = 0; i < line.pauses.length; i += 2) paused += Math.max(0, Math.min(time, line.pauses[i + 1]) - line.pauses[i]);
  return (time - line.start - paused) / 1000;
}

const seconds = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 604800];

export function horizontal(view, ink, window) {
  const isLog = view.logX && view.axis !== "time";
  const max = view.to ?? (view.axis === "epoch" || view.axis === "step" ? view.end : null);
  return {
    type: isLog ? "log" : view.axis === "time" ? "time" : "value",
    min: isLog ? window.from : (view.from ?? (view.axis === "time" ? "dataMin" : 0)),
    max: max ?? "dataMax",
    interval: view.axis === "relative" && !isLog ? seconds.find(unit => (window.to - (view.from ?? 0)) / unit <= 6) : undefined,
    axisLine: { lineStyle: { color: ink("--line-strong") } },
    axisTick: { show: false },
    splitLine: { show: false },
    splitNumber: view.axis === "time" ? 4 : 6,
    axisLabel: {
      color: ink("--ink-2"),
      fontSize: 11,
      fontFamily: ink("--font"),
      hideOverlap: true,
      formatter: view.axis === "time" ? undefined : value => writeX(value, view.axis),
      showMaxLabel: view.from === null,
      showMinLabel: view.from === null,
    },
  };
}

export function writeX(value, axis) {
  if (axis === "time") return new Date(value).toISOString().slice(5, 19).replace("T", " ");
  return axis === "relative" ? duration(value) : short(Number(value.toPrecision(6)));
}

// A place between two entries, as it is read out: a hundredth of an epoch is as near as a pointer tells.
export function writePlace(value, axis) {
  return writeX(axis === "epoch" ? Number(value.toFixed(2)) : value, axis);
}

export function short(value) {
  if (Math.abs(value) >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  if (Math.abs(value) >= 1e4) return `${Number((value / 1e3).toPrecision(4))}k`;
  return String(Number(value.toPrecision(6)));
}

export function duration(value) {
  const whole = Math.round(value);
  if (Math.abs(value) < 10 && value % 1 !== 0) return `${Number(value.toPrecision(2))} s`;
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 ? ` ${whole % 60} s` : ""}`;
  return `${Math.floor(whole / 3600)} h${Math.round((whole % 3600) / 60) ? ` ${Math.round((whole % 3600) / 60)} min` : ""}`;
}

export function measure(value, isShare) {
  if (!Number.isFinite(value)) return "not a number";
  if (isShare) return `${(value * 100).toFixed(Math.abs(value) < 1 && value !== 0 && Math.abs(value * 100) % 1 > 1e-6 ? 1 : 0)} %`;
  if (value !== 0 && (Math.abs(value) < 0.001 || Math.abs(value) >= 1e6)) return value.toExponential(1);
  return String(Number(value.toPrecision(4)));
}
