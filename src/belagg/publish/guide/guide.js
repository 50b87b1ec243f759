"use strict";
// Nothing here reads or writes an address, a title, a cookie or a store; choices live in the page.
{
  const leave = document.getElementById("leave");
  let printing = false;

  // The page empties, and one button to show it again is all that is left.
  const empty = () => {
    for (const field of document.querySelectorAll("select")) field.selectedIndex = 0;
    for (const field of document.querySelectorAll("input")) field.checked = field.defaultChecked;
    const again = document.createElement("button");
    again.id = "again";
    again.type = "button";
    again.textContent = leave.dataset.again;
    again.addEventListener("click", () => location.reload());
    document.body.replaceChildren(again);
  };

  const go = () => {
    const target = leave.href;
    document.body.replaceChildren();
    location.replace(target);
  };

  leave.addEventListener("click", (event) => { event.preventDefault(); go(); });

  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") { presses = []; return; }
    presses = [...presses.filter((time) => event.timeStamp - time < 3000), event.timeStamp];
    if (presses.length >= 3) go();
  });

  addEventListener("beforeprint", () => { printing = true; });
  addEventListener("afterprint", () => { printing = false; });
  addEventListener("pagehide", empty);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !printing) empty();
  });

  const fits = (service, choice) => {
    const has = (name, word) => service.dataset[name].split("|").includes(word);
    const number = (text, none) => (text === "" ? none : Number(text));
    if (choice.place && service.dataset.place !== "" && service.dataset.place !== choice.place) return false;
    if (choice.age) {
      const [first, last] = choice.age.split("-");
      if (number(service.dataset.from, 0) > number(first, 0)) return false;
      if (number(service.dataset.to, Infinity) < number(last, Infinity)) return false;
    }
    if (choice.need && !has("needs", choice.need)) return false;
    if (choice.language && !has("languages", choice.language)) return false;
    return choice.ways.every((way) => has("ways", way));
  };

  for (const language of document.querySelectorAll(".language")) {
    const choices = language.querySelector(".choices");
    if (!choices) continue;
    const found = language.querySelector(".found");
    const clear = language.querySelector(".clear");
    const services = [...language.querySelectorAll(".service")];
    const filter = () => {
      const value = (name) => choices.querySelector(`[data-choice=${name}]`)?.value ?? "";
      const ticked = [...choices.querySelectorAll("input:checked")];
      const choice = {
        place: value("place"), age: value("age"), need: value("need"), language: value("language"),
        ways: ticked.map((field) => field.dataset.way),
      };
      let count = 0;
      for (const service of services) {
        service.hidden = !fits(service, choice);
        if (!service.hidden) count += 1;
      }
      for (const group of language.querySelectorAll(".group"))
        group.hidden = !group.querySelector(".service:not([hidden])");
      found.textContent = count === 0 ? found.dataset.none
        : found.dataset.some.replace("{}", count).replace("{}", services.length);
    };
    choices.hidden = false;
    found.hidden = false;
    clear.hidden = false;
    choices.addEventListener("change", filter);
    clear.addEventListener("click", () => {
      for (const field of choices.querySelectorAll("select")) field.selectedIndex = 0;
      for (const field of choices.querySelectorAll("input")) field.checked = false;
      filter();
    });
    filter();
  }
  for (const button of document.querySelectorAll(".print")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}
