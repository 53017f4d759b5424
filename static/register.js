/* Enhancement only: live count, "mark the rest" without a round trip, warning for unsaved changes.
   Without this script both buttons submit the form and the server does the same work.
   The first choice of each person is the one for "mark the rest"; words come from the labels. */
(function () {
  var form = document.querySelector('[data-register]');
  if (!form) return;
  var out = form.querySelector('[data-register-count]');
  var rest = form.querySelector('[data-register-rest]');
  var groups = [].slice.call(form.querySelectorAll('[role="radiogroup"]'));
  var dirty = false;
  function word(input) { return form.querySelector('label[for="' + input.id + '"]').textContent.toLowerCase(); }
  function update() {
    var counts = {}, done = 0;
    groups.forEach(function (g) {
      var chosen = g.querySelector('input:checked');
      if (chosen) { var w = word(chosen); counts[w] = (counts[w] || 0) + 1; done++; }
    });
    var parts = Object.keys(counts).map(function (w) { return counts[w] + ' ' + w; });
    if (out) {
      var strong = document.createElement('strong');
      strong.textContent = done + ' of ' + groups.length;
      out.textContent = '';
      out.append(strong, ' marked' + (parts.length ? ': ' + parts.join(', ') : '') + (dirty ? '. Not saved yet' : ''));
    }
    if (!rest) return;
    var left = groups.length - done;
    rest.hidden = left === 0;
    rest.textContent = left === 1 ? 'Mark the other person as attended' : 'Mark the other ' + left + ' as attended';
  }
  form.addEventListener('change', function () { dirty = true; update(); });
  if (rest) rest.addEventListener('click', function (e) {
    e.preventDefault();
    groups.forEach(function (g) { if (!g.querySelector('input:checked')) g.querySelector('input').checked = true; });
    dirty = true; update();
    form.querySelector('[data-register-save]').focus();
  });
  form.addEventListener('submit', function () { dirty = false; });
  addEventListener('beforeunload', function (e) { if (dirty) e.preventDefault(); });
  update();
})();
