// Shows how far a job is, live; when it is over the page is read again.
const bar = document.getElementById("progress");
const events = new EventSource(bar.dataset.events);
events.onmessage = (event) => {
  const word = JSON.parse(event.data);
  document.getElementById("state").textContent = word.word;
  document.getElementById("says").textContent = word.says;
  if (word.percent === null) bar.removeAttribute("value");
  else bar.value = word.percent;
  if (word.over) {
    events.close();
    location.reload();
  }
};
