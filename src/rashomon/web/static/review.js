/* The keys of the review. They send the same forms as the buttons; without a script the buttons are there. */
"use strict";

const FORMS = { a: "accept", x: "reject", s: "skip", u: "undo" };
const changing = document.querySelector("details.changing");
const help = document.getElementById("help");
const said = document.getElementById("said");
let isSent = false;
let isChoosing = false;

function tell(words) {
  said.hidden = false;
  said.textContent = words;
}

function send(id) {
  const form = document.getElementById(id);
  if (!form || isSent) return;
  form.requestSubmit();
}

/** Open the form of changes and wait for the key of a field. */
function change() {
  if (!changing) return;
  changing.open = true;
  isChoosing = true;
  changing.querySelector("summary").focus();
  const fields = [...changing.querySelectorAll("[data-key]")].map((one) => `${one.dataset.key} ${one.closest("label").firstChild.textContent.trim()}`);
  tell(`Change which field? ${fields.join(", ")}`);
}

function leave() {
  isChoosing = false;
  if (!changing?.open) return;
  changing.open = false;
  document.getElementById("decision")?.focus();
}

/** Say whether the key is part of something being written. */
function isWriting(target) {
  return target instanceof Element && target.closest("input, select, textarea, [contenteditable]") !== null;
}

document.addEventListener("submit", (event) => {
  if (isSent) event.preventDefault();
  isSent = true;
});
window.addEventListener("pageshow", () => {
  isSent = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    leave();
    return;
  }
  if (event.key === "Enter" && event.target.closest?.("form#change") && event.target.localName === "select") {
    event.preventDefault();
    send("change");
    return;
  }
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const field = isChoosing && changing.querySelector(`form [data-key="${CSS.escape(event.key)}"]`);
  if (field) {
    event.preventDefault();
    isChoosing = false;
    field.focus();
    field.select?.();
  } else if (event.key === "c" || event.key === "e") {
    event.preventDefault();
    change();
  } else if (event.key === "?") {
    event.preventDefault();
    if (help) {
      help.open = !help.open;
      help.querySelector("summary").focus();
    }
  } else if (FORMS[event.key]) {
    event.preventDefault();
    send(FORMS[event.key]);
  }
});

/* What has just been kept is said again once the page stands, so that a screen reader hears it; then the next decision. */
if (!said.hidden) {
  const words = [...said.childNodes];
  said.replaceChildren();
  window.setTimeout(() => said.append(...words), 80);
}
document.getElementById("decision")?.focus({ preventScroll: true });
