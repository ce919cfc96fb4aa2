// A dialog over the page: the browser keeps the keyboard in it, closes it on Escape and gives the focus back.
export function open(dialog) {
  if (dialog?.isConnected && !dialog.open) dialog.showModal();
}

export function close(dialog) {
  if (dialog.open) dialog.close();
}
