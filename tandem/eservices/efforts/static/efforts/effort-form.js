// Show a question only when its answer is needed. Without this script all questions stand there, each with its hint.
// `data-shown-for="channels:mail channels:phone"`: shown while one of these boxes is ticked. A fieldset that is hidden
// is switched off as well, so that its answer is not sent.
const effortForm = document.querySelector("[data-effort-form]");

const isChosen = (condition) => {
  const [name, value] = condition.split(":");
  return effortForm.querySelector(`[name="${name}"][value="${value}"]`)?.checked ?? false;
};

const showNeeded = () => {
  for (const part of effortForm.querySelectorAll("[data-shown-for]")) {
    // An error is never hidden: the summary above leads to it.
    const hasError = part.querySelector(".govuk-form-group--error") !== null;
    part.hidden = !hasError && !part.dataset.shownFor.split(" ").some(isChosen);
    if (part.tagName === "FIELDSET") part.disabled = part.hidden;
  }
};

if (effortForm) {
  effortForm.addEventListener("change", showNeeded);
  showNeeded();
}
