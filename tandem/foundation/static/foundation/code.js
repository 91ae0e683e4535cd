// The code stands behind "#" in the link, so that no server on the way sees or logs it.
(() => {
  const form = document.querySelector("[data-code-form]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!form || !code) return;
  history.replaceState(null, "", location.pathname);
  const field = form.querySelector("input[name=code]");
  if (!field.value) field.value = code;
})();
