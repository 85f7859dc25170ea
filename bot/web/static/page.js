// Runs before the page is painted: the text size a visitor chose is there from the first moment on.
(function () {
  "use strict";
  var root = document.documentElement;
  function kept() {
    try { return localStorage.getItem("hv:size"); } catch (error) { return null; }  // storage may be forbidden
  }
  function use(size) {
    root.dataset.size = size === "large" ? "large" : "normal";
    document.querySelectorAll("[data-size]").forEach(function (button) {
      if (button !== root) button.setAttribute("aria-pressed", String(button.dataset.size === root.dataset.size));
    });
  }
  use(kept());
  document.addEventListener("DOMContentLoaded", function () {
    use(root.dataset.size);
    document.querySelectorAll("button[data-size]").forEach(function (button) {
      button.addEventListener("click", function () {
        use(button.dataset.size);
        try { localStorage.setItem("hv:size", button.dataset.size); } catch (error) { root.dataset.unkept = "size"; }
        document.dispatchEvent(new Event("hv:size"));
      });
    });
  });
})();
