// Somebody who has typed nothing for a while is offered the lesson, quietly: nothing moves, nothing takes the focus.
(() => {
  const offer = document.querySelector("[data-lesson-after]");
  if (!offer) return;
  const wait = Number(offer.dataset.lessonAfter) * 1000;
  let timer;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      offer.hidden = false;
      for (const name of ["input", "change"]) removeEventListener(name, again, true);
    }, wait);
  };
  for (const name of ["input", "change"]) addEventListener(name, again, true);
  again();
})();
