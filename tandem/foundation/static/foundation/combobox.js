// Typing help for a text field. Without this file the field is a text field.
"use strict";

(() => {
  const PAUSE = 200;
  const SHORTEST = 2;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const equip = (box) => {
    const input = box.querySelector("input");
    const list = element("ul", { class: "combobox", id: `${input.id}-offers`, role: "listbox", hidden: "" });
    const voice = element("div", { class: "govuk-visually-hidden", role: "status" });
    const label = box.querySelector("label");
    if (label) list.setAttribute("aria-label", label.textContent.trim());
    input.after(list, voice);
    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
    })) input.setAttribute(key, value);

    let timer = 0;
    let request = null;
    let chosen = -1;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const choose = (place) => {
      const options = list.children;
      if (!options.length) return;
      chosen = (place + options.length) % options.length;
      for (const [number, option] of [...options].entries()) option.setAttribute("aria-selected", String(number === chosen));
      input.setAttribute("aria-activedescendant", options[chosen].id);
      options[chosen].scrollIntoView({ block: "nearest" });
    };

    const take = (option) => {
      input.value = option.dataset.value;
      // An offer may know what belongs into its neighbours: a postal code with its place.
      for (const [name, value] of Object.entries(JSON.parse(option.dataset.fills))) {
        const neighbour = input.form?.elements.namedItem(name);
        if (neighbour) neighbour.value = value;
      }
      close();
      input.focus();
    };

    const show = (offers) => {
      list.replaceChildren(...offers.map((offer, number) => {
        const option = element("li", {
          id: `${list.id}-${number}`, role: "option", "aria-selected": "false", "data-value": offer.value,
          "data-fills": JSON.stringify(offer.fills ?? {}),
        }, offer.label);
        if (offer.detail) option.append(element("small", {}, offer.detail));
        return option;
      }));
      list.hidden = !offers.length;
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(!list.hidden));
      voice.textContent = offers.length ? box.dataset.some.replace("%s", offers.length) : box.dataset.none;
    };

    const ask = async () => {
      request?.abort();
      if (input.value.trim().length < SHORTEST) {
        close();
        return;
      }
      request = new AbortController();
      try {
        const answer = await fetch(`${box.dataset.combobox}&text=${encodeURIComponent(input.value)}`, { signal: request.signal });
        if (answer.ok && document.activeElement === input) show((await answer.json()).offers);
      } catch {
        close();
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (list.hidden) return;
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0 && !list.hidden) {
        event.preventDefault();
        take(list.children[chosen]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    });
    // Pressing the mouse takes the focus away before the click arrives.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) take(option);
    });
    input.addEventListener("blur", () => {
      clearTimeout(timer);
      request?.abort();
      close();
    });
  };

  for (const box of document.querySelectorAll("[data-combobox]")) equip(box);
})();
