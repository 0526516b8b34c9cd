// The courier's key pad, in place of the field. A live page brings new forms, which get theirs too.
let form, field, boxes, said, most;

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
const bind = () => {
  const there = document.querySelector("form[data-pin]");
  if (there === form) return;
  form = there;
  if (!form) return;
  most = +form.dataset.pin;
  field = form.querySelector("input.codein");
  boxes = form.querySelector(".pins");
  said = form.querySelector("[data-pin-said]");
  boxes.hidden = form.querySelector("[data-pad]").hidden = false;
  field.classList.add("vh");
  form.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) press(key);
  });
  field.addEventListener("input", show);
  show();
};

addEventListener("keydown", (event) => {
  if (!form || event.target.matches?.("input, select, textarea") || event.ctrlKey || event.metaKey) return;
  if (/^[0-9]$/.test(event.key)) press(event.key);
  if (event.key === "Backspace") press("back");
});
document.addEventListener("swapped", bind);
bind();
