// The price in the button follows the options and the quantity. The server counts again.
const show = (form) => {
  const money = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: form.dataset.currency ?? "EUR" });
  const extra = [...form.querySelectorAll("[data-cents]:checked")].reduce((sum, input) => sum + +input.dataset.cents, 0);
  const count = +(form.querySelector("[data-stepper] input")?.value ?? 1);
  const digits = money.resolvedOptions().maximumFractionDigits;
  form.querySelector("[data-total]").textContent = money.format(((+form.dataset.base + extra) * count) / 10 ** digits);
};
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-base]");
  if (form) show(form);
});
for (const form of document.querySelectorAll("form[data-base]")) show(form);
