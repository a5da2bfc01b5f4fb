/* Moves a drawn map by buttons and keys, and keeps its middle and zoom in the address, so that the address is what is seen. */
"use strict";

/** Move the map: so many zooms closer, so many quarters of the picture to the east and to the north. */
function move(view, { zoom = 0, east = 0, north = 0 }) {
  const scale = view.signal("scale");
  if (zoom) view.signal("zoom", Math.min(14, Math.max(0, view.signal("zoom") + zoom)));
  if (east) view.signal("lon", view.signal("lon") + (((east * view.signal("width")) / 4 / scale) * 180) / Math.PI);
  if (north) view.signal("merc", Math.min(3.13, Math.max(-3.13, view.signal("merc") + (north * view.signal("height")) / 4 / scale)));
  view.runAsync();
}

const KEYS = {
  ArrowLeft: { east: -1 },
  ArrowRight: { east: 1 },
  ArrowUp: { north: 1 },
  ArrowDown: { north: -1 },
  "+": { zoom: 1 },
  "=": { zoom: 1 },
  "-": { zoom: -1 },
};

function stepOf(link) {
  const { zoom, east, north, whole } = link.dataset;
  return whole ? null : { zoom: Number(zoom || 0), east: Number(east || 0), north: Number(north || 0) };
}

/** Write the middle and the zoom into the address, shortly after the last move. */
function keepAddress(view) {
  let waiting = 0;
  const write = () => {
    const address = new URL(window.location.href);
    const lon = ((((view.signal("lon") + 180) % 360) + 360) % 360) - 180;
    address.searchParams.set("lat", view.signal("lat").toFixed(3));
    address.searchParams.set("lon", lon.toFixed(3));
    address.searchParams.set("zoom", view.signal("zoom").toFixed(2));
    window.history.replaceState(null, "", address);
  };
  for (const name of ["lon", "merc", "zoom"]) {
    view.addSignalListener(name, () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(write, 300);
    });
  }
}

document.addEventListener("drawn", (event) => {
  const figure = event.target;
  if (!figure.matches(".map, .map-small, .locator")) return;
  const view = event.detail.view;
  const canvas = figure.querySelector(".canvas");
  const start = { lon: view.signal("lon"), merc: view.signal("merc"), zoom: view.signal("zoom") };
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "group");
  canvas.setAttribute("aria-label", "Map: arrow keys move it, plus and minus zoom");
  canvas.addEventListener("keydown", (pressed) => {
    const step = KEYS[pressed.key];
    if (!step || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    pressed.preventDefault();
    move(view, step);
  });
  if (!figure.matches(".map")) return;
  keepAddress(view);
  document.querySelectorAll(".steps a").forEach((link) =>
    link.addEventListener("click", (clicked) => {
      const step = stepOf(link);
      if (!step && new URL(window.location.href).searchParams.has("zoom")) {
        const asked = new URL(figure.dataset.chart, window.location.href).searchParams.has("zoom");
        if (asked) return; // The page was opened on a part: all of it is another address.
      }
      clicked.preventDefault();
      if (step) return move(view, step);
      view.signal("lon", start.lon).signal("merc", start.merc).signal("zoom", start.zoom).runAsync();
    }),
  );
});
