// Sets the marker on the map: a click, or the arrow keys. The fields for latitude and longitude hold the answer.
for (const place of document.querySelectorAll("[data-marker]")) {
  const [south, west, north, east] = place.dataset.marker.split(" ").map(Number);
  const svg = place.querySelector("svg");
  const box = svg.viewBox.baseVal;
  const [lat, lon] = ["lat", "lon"].map((name) => place.querySelector(`[name=${name}]`));
  const number = (field) => Number.parseFloat(field.value.replace(",", "."));
  const within = (value, least, most) => Math.min(most, Math.max(least, value));

  const draw = () => {
    const [y, x] = [number(lat), number(lon)];
    let spot = svg.querySelector("[data-spot] circle");
    if (!spot) {
      const group = svg.appendChild(document.createElementNS(svg.namespaceURI, "g"));
      group.dataset.spot = "";
      spot = group.appendChild(document.createElementNS(svg.namespaceURI, "circle"));
      spot.setAttribute("class", "m-pin");
      spot.setAttribute("r", "11");
    }
    spot.parentElement.toggleAttribute("hidden", Number.isNaN(x) || Number.isNaN(y));
    spot.setAttribute("cx", box.x + ((x - west) / (east - west)) * box.width || 0);
    spot.setAttribute("cy", box.y + ((north - y) / (north - south)) * box.height || 0);
    // Closer and further away go around the marker.
    for (const link of document.querySelectorAll("a[data-zoom]")) {
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      const to = new URL(link.href);
      to.searchParams.set("lat", y.toFixed(6));
      to.searchParams.set("lon", x.toFixed(6));
      link.href = to.href;
    }
  };
  const set = (y, x) => {
    lat.value = within(y, south, north).toFixed(6);
    lon.value = within(x, west, east).toFixed(6);
    draw();
    lat.dispatchEvent(new Event("change", { bubbles: true }));
  };

  svg.tabIndex = 0;
  svg.setAttribute("aria-describedby", "marker-h");
  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    set(north - ((at.y - box.y) / box.height) * (north - south), west + ((at.x - box.x) / box.width) * (east - west));
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    // Held down, the key moves on; once, it moves by a few metres on the closer maps. Shift is for the long way.
    const steps = event.shiftKey ? 20 : 200;
    const y = Number.isNaN(number(lat)) ? (south + north) / 2 : number(lat);
    const x = Number.isNaN(number(lon)) ? (west + east) / 2 : number(lon);
    set(y + (step[0] * (north - south)) / steps, x + (step[1] * (east - west)) / steps);
  });
  for (const field of [lat, lon]) field.addEventListener("change", draw);
}
