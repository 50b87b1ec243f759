// Shows the report again a moment after the last key; without this the button does it.
const text = document.getElementById("content");
const show = document.querySelector("[data-preview]");
let waiting;
text.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => show.form.requestSubmit(show), 1200);
});
