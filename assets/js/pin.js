// The courier's key pad, in place of the field.
const form = document.querySelector("[data-pin]");
if (form) {
  const most = +form.dataset.pin;
  const field = form.querySelector("input.codein");
  const boxes = form.querySelector(".pins");
  const said = form.querySelector("[data-pin-said]");
  const show = () => {
    [...boxes.children].forEach((box, at) => {
      box.textContent = field.value[at] ?? "";
      box.dataset.s = at === field.value.length ? "now" : "";
    });
    said.textContent = `${field.value.length} / ${most}`;
  };
  const press = (key) => {
    field.value = key === "back" ? field.value.slice(0, -1) : (field.value + key).slice(0, most);
    show();
  };
  boxes.hidden = form.querySelector("[data-pad]").hidden = false;
  field.classList.add("vh");
  form.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) press(key);
  });
  addEventListener("keydown", (event) => {
    if (event.target === field || event.ctrlKey || event.metaKey) return;
    if (/^[0-9]$/.test(event.key)) press(event.key);
    if (event.key === "Backspace") press("back");
  });
  field.addEventListener("input", show);
  show();
}
