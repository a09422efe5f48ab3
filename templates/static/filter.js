// Narrows the cards of a page while the reader types. Without script the field stays hidden and the page is complete.
(function () {
  "use strict";
  var box = document.querySelector("[data-narrow]");
  if (!box) return;
  var field = box.querySelector("input");
  var status = box.querySelector("[role=status]");
  var cards = Array.prototype.slice.call(document.querySelectorAll("[data-card]"));
  var texts = cards.map(function (card) { return card.textContent.toLowerCase(); });
  function narrow() {
    var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    cards.forEach(function (card, place) {
      var fits = wanted.every(function (word) { return texts[place].indexOf(word) >= 0; });
      card.hidden = !fits;
      if (fits) shown += 1;
    });
    status.textContent = wanted.length ? status.dataset.template.replace("{shown}", shown).replace("{all}", cards.length) : "";
  }
  field.addEventListener("input", narrow);
  box.hidden = false;
  narrow();
})();
