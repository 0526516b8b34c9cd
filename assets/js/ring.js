// Countdowns at work: the ring and its text. No sound, no live region; the deadline stands in the page as a time.
const ends = new WeakMap();
const draw = () => {
  for (const ring of document.querySelectorAll("[data-left]")) {
    if (!ends.has(ring)) ends.set(ring, Date.now() + ring.dataset.left * 1000);
    const of = Math.max(1, +ring.dataset.of);
    const left = Math.max(0, Math.round((ends.get(ring) - Date.now()) / 1000));
    ring.querySelector("text").textContent = of < 60 ? left : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
    ring.querySelector("circle + circle").setAttribute("stroke-dasharray", `${Math.min(1, left / of) * 119} 119`);
  }
};
draw();
setInterval(draw, 1000);
document.addEventListener("swapped", draw);
