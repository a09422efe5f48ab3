// Two versions upon one another with a slider between them. Without script they stand side by side.
(function () {
  "use strict";

  function prepare(box) {
    var stage = box.querySelector("[data-stage]");
    var panes = box.querySelectorAll("[data-pane]");
    var edge = box.querySelector("[data-edge]");
    var control = box.querySelector("[data-control]");
    var slider = control.querySelector("input");

    function show() {
      var share = Number(slider.value);
      panes[1].style.clipPath = "inset(0 0 0 " + share + "%)";
      edge.style.left = share + "%";
    }

    slider.addEventListener("input", show);
    stage.classList.add("is-stacked");
    control.hidden = edge.hidden = false;
    show();
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-laid]"), prepare);
})();
