// What a page does more with this script than without it. Nothing depends on it.
(function () {
  "use strict";
  var page = document;

  function each(selector, act) {
    Array.prototype.forEach.call(page.querySelectorAll(selector), act);
  }

  // An error summary is read first.
  var summary = page.querySelector("[data-first], .govuk-error-summary");
  if (summary) {
    summary.tabIndex = -1;
    summary.focus();
  }

  // A form goes once. The server holds to that as well.
  each("form", function (form) {
    var sent = false;
    form.addEventListener("submit", function (event) {
      if (sent) return event.preventDefault();
      sent = form.method === "post";
      leaving = false;
    });
    // Back from another page: the form may be sent again.
    window.addEventListener("pageshow", function () { sent = false; });
  });

  // Leaving a changed form is asked about.
  var leaving = false;
  each("form[data-keep]", function (form) {
    form.addEventListener("input", function () { leaving = true; });
  });
  window.addEventListener("beforeunload", function (event) {
    if (leaving) {
      event.preventDefault();
      event.returnValue = "";
    }
  });

  // How many characters are left; said aloud only when writing pauses.
  each("[data-most]", function (field) {
    var shown = page.getElementById(field.id + "-count");
    if (!shown) return;
    var most = Number(field.dataset.most), timer;
    var numbers = new Intl.NumberFormat(page.documentElement.lang);
    function count() {
      var left = most - Array.from(field.value).length, over = left < 0;
      var says = over ? shown.dataset.over : shown.dataset.left;
      shown.textContent = says.replace("#", numbers.format(Math.abs(left)));
      shown.classList.toggle("govuk-error-message", over);
    }
    field.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(count, 400);
    });
    count();
  });

  // Reading aloud, where the machine has a voice for the language.
  var speech = window.speechSynthesis;
  if (speech && window.SpeechSynthesisUtterance) {
    each("button[data-read]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var going = speech.speaking;
        speech.cancel();
        if (going) return;
        var said = new SpeechSynthesisUtterance(page.querySelector(button.dataset.read).innerText);
        said.lang = page.documentElement.lang;
        speech.speak(said);
      });
    });
    window.addEventListener("pagehide", function () { speech.cancel(); });
  }

  each("button[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
