// Minus and plus beside a number.
const show = () => {
  for (const button of document.querySelectorAll("[data-stepper] [data-step]")) button.hidden = false;
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-stepper] [data-step]");
  if (!button) return;
  const field = button.parentElement.querySelector("input");
  if (button.dataset.step === "up") field.stepUp();
  else field.stepDown();
  field.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("swapped", show);
show();
