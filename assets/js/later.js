// The list of later times and the choice "later" go together.
const list = document.getElementById("later");
const slots = [...document.querySelectorAll("input[name=slot]")];
list?.addEventListener("change", () => {
  const later = slots.find((slot) => slot.value === "later");
  if (later && list.value) later.checked = true;
});
for (const slot of slots) {
  slot.addEventListener("change", () => {
    if (slot.value === "later") list?.focus();
    else if (list) list.value = "";
  });
}
