// Coding by keyboard: moves between the tick boxes, chooses by digit, and shows the body's answers.
const grid = document.getElementById("grid");
const ticks = [...grid.querySelectorAll("input[name=body]")];
const verdicts = [...grid.querySelectorAll("input[name=verdict]")];
const others = document.getElementById("others");
document.documentElement.classList.add("scripted");

function move(from, steps) {
  const to = ticks[ticks.indexOf(from) + steps];
  if (to) to.focus();
}

function choose(tick, verdict) {
  if (!verdict) return;
  if (!ticks.some((one) => one.checked)) tick.checked = true;
  verdict.checked = verdict.type === "radio" || !verdict.checked;
}

grid.addEventListener("keydown", (event) => {
  const tick = event.target;
  if (tick.name !== "body" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown") move(tick, 1);
  else if (event.key === "ArrowUp") move(tick, -1);
  else if (/^[1-9]$/.test(event.key)) choose(tick, verdicts[Number(event.key) - 1]);
  else if (event.key.toLowerCase() === "f") choose(tick, verdicts.find((one) => one.value === tick.dataset.suggested));
  else return;
  event.preventDefault();
});

let waiting;
grid.addEventListener("focusin", (event) => {
  const address = event.target.dataset.others;
  if (!address) return;
  clearTimeout(waiting);
  waiting = setTimeout(async () => {
    const response = await fetch(address).catch(() => null);
    if (response && response.ok && document.activeElement === event.target) others.innerHTML = await response.text();
  }, 200);
});

if (location.hash === "#answers" && ticks.length) ticks[0].focus();
