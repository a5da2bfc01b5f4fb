/* Draws the charts of a page: each figure names its specification, which the server filled with values. No expression is
   ever compiled (the interpreter walks them), nothing is fetched but from this server. */
"use strict";

const OPTIONS = {
  actions: false,
  renderer: "svg",
  ast: true,
  defaultStyle: false,
  tooltip: { disableDefaultStyle: true },
};

/** Give every text and line of a chart the page's own colours, so that it reads in the light and in the dark. */
function withColours(specification) {
  const style = getComputedStyle(document.body);
  const ink = style.getPropertyValue("--ink").trim();
  const line = style.getPropertyValue("--line").trim();
  const axis = { labelColor: ink, titleColor: ink, domainColor: line, tickColor: line, gridColor: line };
  const config = {
    background: null,
    axis,
    legend: { labelColor: ink, titleColor: ink },
    title: { color: ink },
    header: { labelColor: ink, titleColor: ink },
    text: { color: ink },
    view: { stroke: line },
    style: { "guide-label": { fill: ink }, "guide-title": { fill: ink } },
    ...(specification.config || {}),
  };
  return { ...specification, config };
}

async function draw(figure) {
  const canvas = figure.querySelector(".canvas");
  try {
    const answer = await fetch(figure.dataset.chart);
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const specification = withColours(await answer.json());
    const drawn = await window.vegaEmbed(canvas, specification, OPTIONS);
    figure.classList.add("drawn");
    canvas.querySelector("svg")?.setAttribute("aria-hidden", "true");
    // What scrolls must be reached by keyboard.
    if (canvas.scrollWidth > canvas.clientWidth || canvas.scrollHeight > canvas.clientHeight) canvas.tabIndex = 0;
    let pressed = null;
    canvas.addEventListener("pointerdown", (event) => (pressed = [event.clientX, event.clientY]));
    drawn.view.addEventListener("click", (event, item) => {
      // What was dragged was not clicked.
      const moved = pressed ? Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) : 0;
      if (moved < 5 && item?.datum?.href?.startsWith("/")) window.location.assign(item.datum.href);
    });
    figure.dispatchEvent(new CustomEvent("drawn", { detail: drawn, bubbles: true }));
  } catch (error) {
    canvas.textContent = `The picture could not be drawn (${error.message}); its table is below.`;
    figure.querySelector("details")?.setAttribute("open", "");
  }
}

document.querySelectorAll("figure[data-chart]").forEach(draw);
