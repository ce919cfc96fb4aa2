// Tells .NET when the tab is hidden and when it is seen again.
let listener = null;

export function follow(dotnet) {
  listener = () => dotnet.invokeMethodAsync("OnVisibility", document.hidden);
  document.addEventListener("visibilitychange", listener);
  if (document.hidden) listener();
}

export const leave = () => document.removeEventListener("visibilitychange", listener);
