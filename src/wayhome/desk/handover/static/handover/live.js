// Shows everybody's head counts as they come in. Without it the page shows them as they were when it was opened.
const live = document.getElementById("live");
const events = new EventSource(live.dataset.events);
let first = null;
events.onmessage = (event) => {
  const leg = JSON.parse(event.data)[live.dataset.leg];
  if (!leg) return;
  document.getElementById("heads").textContent = leg.heads;
  for (const row of live.querySelectorAll("tr[data-seat]")) {
    const count = leg.counts[row.dataset.seat];
    row.querySelector("td.figure").textContent = count === undefined ? "–" : count;
  }
  const now = JSON.stringify(leg);
  if (first !== null && now !== first) document.getElementById("changed").hidden = false;
  first ??= now;
};
