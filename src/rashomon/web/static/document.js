/* Opens claim cards beside the text without losing the place, says the value of a mark to whoever goes by keyboard, and
   keeps the chosen layers in the address. Without it every link leads to a page that shows the same. */
"use strict";

const main = document.getElementById("main");
const story = document.getElementById("story");
const place = document.getElementById("place");
const MARKS = "a[title], span[title]";
main.classList.add("sheet");

/** Say which card a link of this page leads to: its own address, and the mark or row it belongs to. */
function cardOf(link) {
  const address = new URL(link.href, window.location.href);
  if (address.origin !== window.location.origin || address.pathname !== window.location.pathname) return null;
  const wanted = new URLSearchParams(address.search);
  const event = wanted.get("event");
  const claim = wanted.get("claim");
  if (!event && !claim) return null;
  const part = event ? `events/${encodeURIComponent(event)}` : `claims/${encodeURIComponent(claim)}`;
  return { event, claim, address, source: `${address.pathname}/${part}` };
}

/** Show which event the open card is of, in the text and in the list. */
function choose(event) {
  document.querySelectorAll(".r-chosen, .event.chosen").forEach((one) => one.classList.remove("r-chosen", "chosen"));
  if (!event) return;
  document.getElementById(`e${event}`)?.classList.add("chosen");
  const number = String(event);
  story.querySelectorAll(".r-trigger[data-tag]").forEach((mark) => {
    const numbers = mark.dataset.tag.split(" · ").map((tag) => tag.split(" ")[0]);
    if (numbers.includes(number)) mark.classList.add("r-chosen");
  });
}

let opener = null;
async function open(link, found) {
  opener = link;
  try {
    const answer = await fetch(found.source, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const card = page.getElementById("card");
    if (!card) throw new Error("no card");
    place.replaceChildren(document.importNode(card, true));
  } catch {
    window.location.assign(link.href);
    return;
  }
  choose(found.event);
  const shown = document.getElementById("card");
  if (!shown.querySelector(".close")) {
    const close = Object.assign(document.createElement("a"), { className: "close", href: "#story", textContent: "Close" });
    shown.querySelector(".card-head")?.append(close);
  }
  place.parentElement.scrollTop = 0;
  shown.focus({ preventScroll: true });
  window.history.replaceState(null, "", found.address.pathname + found.address.search);
}

function close() {
  place.replaceChildren();
  choose(null);
  const address = new URL(window.location.href);
  ["event", "claim", "kept", "undone"].forEach((name) => address.searchParams.delete(name));
  window.history.replaceState(null, "", address.pathname + address.search);
  (opener?.isConnected ? opener : story).focus({ preventScroll: true });
}

main.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("a[href]");
  if (link?.classList.contains("close")) {
    event.preventDefault();
    close();
    return;
  }
  if (link) {
    const found = cardOf(link);
    if (found && !link.closest(".belongs")) {
      event.preventDefault();
      open(link, found);
    }
    return;
  }
  const content = story.contains(event.target) && event.target.closest("[data-claim]");
  if (content && window.getSelection().isCollapsed) {
    const claim = content.dataset.claim;
    const address = new URL(window.location.href);
    ["event", "kept", "undone"].forEach((name) => address.searchParams.delete(name));
    address.searchParams.set("claim", claim);
    address.hash = "";
    const source = `${address.pathname}/claims/${encodeURIComponent(claim)}`;
    open(Object.assign(story, { href: address.href }), { event: null, claim, address, source });
  }
});

/* The value of a mark, for whoever cannot point at it. */
const tip = Object.assign(document.createElement("div"), { id: "tip", hidden: true });
tip.setAttribute("role", "tooltip");
document.body.append(tip);

function say(mark) {
  const titles = [];
  for (let one = mark; one && one !== story; one = one.parentElement) if (one.title) titles.push(one.title);
  tip.textContent = titles.join(" · ");
  tip.hidden = false;
  mark.setAttribute("aria-describedby", "tip");
  const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
  tip.style.top = `${window.scrollY + box.bottom + 6}px`;
  tip.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - tip.offsetWidth - 12))}px`;
}

story.addEventListener("focusin", (event) => {
  const mark = event.target.closest(MARKS);
  if (mark && mark !== story && mark.matches(":focus-visible")) say(mark);
});
story.addEventListener("focusout", () => {
  tip.hidden = true;
});

function isShown(mark) {
  const layers = { "r-content": "voice", "r-source": "voice", "r-cue": "cue", "r-trigger": "event", "r-actor": "actor",
    "r-date": "date", "r-place": "place", "r-figure": "figure", "r-wording": "wording" };
  const kind = [...mark.classList].find((name) => name in layers);
  return !kind || document.getElementById(`layer-${layers[kind]}`)?.checked;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (!tip.hidden) tip.hidden = true;
    else if (place.firstElementChild && !event.target.closest("input, select, textarea")) close();
    return;
  }
  if (!["ArrowLeft", "ArrowRight"].includes(event.key) || !story.contains(event.target)) return;
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
  const marks = [...story.querySelectorAll(MARKS)].filter(isShown);
  if (!marks.length) return;
  event.preventDefault();
  const step = event.key === "ArrowRight" ? 1 : -1;
  const at = marks.indexOf(event.target);
  const next = marks[(at < 0 ? (step > 0 ? 0 : marks.length - 1) : at + step + marks.length) % marks.length];
  if (next.localName !== "a") next.tabIndex = -1;
  next.focus();
});

/* The layers, kept in the address as they are switched. */
document.querySelector(".layers")?.addEventListener("change", (event) => {
  const boxes = [...event.currentTarget.querySelectorAll("input[type=checkbox]")];
  const on = boxes.filter((box) => box.checked).map((box) => box.value);
  const address = new URL(window.location.href);
  address.searchParams.delete("layers");
  if (on.length < boxes.length) address.searchParams.set("layers", on.join(",") || "none");
  window.history.replaceState(null, "", address.pathname + address.search + address.hash);
});
document.querySelector(".layers button")?.setAttribute("hidden", "");

choose(document.getElementById("card")?.dataset.event);
