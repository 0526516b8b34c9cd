// A link to a page of its own opens a dialog instead.
document.addEventListener("click", (event) => {
  const dialog = document.getElementById(event.target.closest("[data-open]")?.dataset.open);
  if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-close]") || event.target.localName === "dialog") event.target.closest("dialog")?.close();
});
