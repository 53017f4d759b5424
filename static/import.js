/* Enhancement only: says how far an import is, and goes on when it is done. Without this script the page asks again. */
(function () {
  var page = document.querySelector('[data-import]');
  if (!page) return;
  var bar = page.querySelector('progress'), says = page.querySelector('[role=status]'), told = Date.now();
  function ask() {
    fetch(page.getAttribute('data-import'), { headers: { Accept: 'application/json' } }).then(function (r) { return r.json(); }).then(function (now) {
      if (!now.running) return location.reload();
      if (bar && now.of) { bar.max = now.of; bar.value = now.done; }
      if (says && Date.now() - told >= 10000) { says.textContent = now.says; told = Date.now(); }
      setTimeout(ask, 3000);
    }).catch(function () { setTimeout(ask, 10000); });
  }
  setTimeout(ask, 3000);
})();
