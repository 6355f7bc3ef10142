// One press a head: big buttons that count up and down into the form's own field.
const place = document.querySelector(".counter");
const field = document.getElementById(place.dataset.for);
const step = (by) => {
  field.value = Math.max(0, Number(field.value || 0) + by);
  shown.textContent = field.value;
};
const button = (text, label, by) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", () => step(by));
  return made;
};
const shown = document.createElement("output");
shown.className = "heads";
shown.textContent = field.value || "0";
place.append(button("−", "−1", -1), shown, button("+", "+1", 1));
field.addEventListener("input", () => (shown.textContent = field.value || "0"));
