// Filters over a picture and over its control: choose one, fade it, zoom both alike. Nothing is fetched before the part is
// opened. Without script the filters are plain figures in the same place.
(function () {
  "use strict";
  var STEPS = [1, 1.5, 2, 3, 4, 6, 8];

  function list(root, selector) {
    return Array.prototype.slice.call(root.querySelectorAll(selector));
  }

  function prepare(box) {
    var panes = list(box, "[data-pane]");
    var layers = list(box, "[data-layer]");
    var fade = box.querySelector("[data-fade]");
    var size = box.querySelector("[data-size]");
    var step = 0;
    var follows = null;
    var has_begun = false;

    function choose(name) {
      layers.forEach(function (layer) {
        layer.hidden = layer.dataset.layer !== name;
        if (layer.hidden) return;
        var is_over = layer.dataset.over === "yes";
        panes.forEach(function (pane) {
          var link = layer.querySelector("[data-of=" + pane.dataset.pane + "]");
          var top = pane.querySelector("[data-top]");
          top.src = link.href;
          top.alt = link.dataset.alt;
          pane.classList.toggle("is-graph", !is_over);
        });
        fade.disabled = !is_over;
      });
      lay();
    }

    function lay() {
      panes.forEach(function (pane) {
        pane.querySelector("[data-top]").style.opacity = fade.disabled ? "1" : String(fade.value / 100);
      });
    }

    function zoom(to) {
      step = Math.max(0, Math.min(STEPS.length - 1, to));
      panes.forEach(function (pane) {
        var across = (pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth;
        var down = (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight;
        pane.firstElementChild.style.setProperty("--zoom", String(STEPS[step]));
        pane.classList.toggle("is-near", STEPS[step] > 1);
        pane.scrollLeft = across * pane.scrollWidth - pane.clientWidth / 2;
        pane.scrollTop = down * pane.scrollHeight - pane.clientHeight / 2;
      });
      size.textContent = Math.round(STEPS[step] * 100) + " %";
    }

    // The other pane shows the same part. Its own scroll event, which this causes, must not come back.
    function follow(pane) {
      if (follows === pane) { follows = null; return; }
      panes.forEach(function (other) {
        if (other === pane) return;
        var left = Math.round(pane.scrollLeft / Math.max(1, pane.scrollWidth - pane.clientWidth) * (other.scrollWidth - other.clientWidth));
        var top = Math.round(pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight) * (other.scrollHeight - other.clientHeight));
        if (Math.abs(other.scrollLeft - left) < 2 && Math.abs(other.scrollTop - top) < 2) return;
        follows = other;
        other.scrollLeft = left;
        other.scrollTop = top;
      });
    }

    function draggable(pane) {
      var held = null;
      pane.addEventListener("pointerdown", function (event) {
        if (event.pointerType !== "mouse" || event.button !== 0) return;
        held = { x: event.clientX + pane.scrollLeft, y: event.clientY + pane.scrollTop };
        pane.setPointerCapture(event.pointerId);
        pane.focus({ preventScroll: true });
        event.preventDefault();
      });
      pane.addEventListener("pointermove", function (event) {
        if (!held) return;
        pane.scrollLeft = held.x - event.clientX;
        pane.scrollTop = held.y - event.clientY;
      });
      ["pointerup", "pointercancel"].forEach(function (name) {
        pane.addEventListener(name, function () { held = null; });
      });
    }

    // The picture with the filter over it. A picture element without an address would be an error in the page itself.
    function fill(sheet) {
      ["base", "top"].forEach(function (name) {
        var picture = document.createElement("img");
        picture.className = "pane-" + name;
        picture.setAttribute("data-" + name, "");
        picture.alt = "";
        sheet.appendChild(picture);
      });
      sheet.firstChild.width = sheet.dataset.width;
      sheet.firstChild.height = sheet.dataset.height;
      sheet.firstChild.src = sheet.dataset.sheet;
    }

    function begin() {
      if (has_begun || !box.open) return;
      has_begun = true;
      box.querySelector("[data-viewer]").hidden = false;
      list(box, "[data-pair]").forEach(function (pair) { pair.hidden = true; });
      panes.forEach(function (pane) {
        fill(pane.firstElementChild);
        pane.style.setProperty("--ratio", pane.dataset.ratio);
        pane.addEventListener("scroll", function () { follow(pane); });
        pane.addEventListener("keydown", function (event) {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          var change = { "+": step + 1, "=": step + 1, "-": step - 1, "0": 0 }[event.key];
          if (change === undefined) return;
          zoom(change);
          event.preventDefault();
        });
        draggable(pane);
      });
      var choices = list(box, "[data-choice]");
      choices.forEach(function (choice) {
        choice.addEventListener("change", function () { choose(choice.value); });
      });
      fade.addEventListener("input", lay);
      list(box, "[data-zoom]").forEach(function (button) {
        button.addEventListener("click", function () { zoom(button.dataset.zoom === "0" ? 0 : step + Number(button.dataset.zoom)); });
      });
      // A browser that comes back to the page may remember another choice than the first.
      choose((choices.filter(function (choice) { return choice.checked; })[0] || choices[0]).value);
    }

    box.addEventListener("toggle", begin);
    begin();
  }

  list(document, "[data-layers]").forEach(prepare);
})();
