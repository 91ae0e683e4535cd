// Comforts only: every page works without this file.
"use strict";

// A screen reader starts at what has to be mended.
document.querySelector("[data-focus]")?.focus();

// The links of the error summary put the cursor into the field itself.
for (const link of document.querySelectorAll(".govuk-error-summary a")) {
  link.addEventListener("click", (event) => {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset, .govuk-form-group") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// Pressed twice, sent once. Coming back to the page makes the button ready again.
for (const form of document.querySelectorAll("form")) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent && event.submitter?.hasAttribute("data-once")) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
}

// Older browsers cannot unfold the filters by style alone.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width: 60em)").matches) {
  for (const filters of document.querySelectorAll("details.filters")) filters.open = true;
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
