/* Enhancement only: live count, "mark the rest" without a round trip and with a way back, a warning for unsaved changes,
   and the up and down keys to go from person to person. Without this script the buttons submit the form and the server
   does the same work. The first choice of each person is the one for "mark the rest"; words come from the labels. */
(function () {
  var form = document.querySelector('[data-register]');
  if (!form) return;
  var out = form.querySelector('[data-register-count]');
  var names = form.querySelector('[data-register-names]');
  var rest = form.querySelector('[data-register-rest]');
  var groups = [].slice.call(form.querySelectorAll('[role="radiogroup"]'));
  var dirty = form.hasAttribute('data-changed');
  var filled = [];
  function word(input) { return form.querySelector('label[for="' + input.id + '"]').textContent.toLowerCase(); }
  function chosen(g) { return g.querySelector('input:checked'); }
  function person(g) { return g.getAttribute('aria-label').split(', session ')[0]; }
  function open() { return groups.filter(function (g) { return !chosen(g); }); }
  function update() {
    var counts = {}, left = open(), done = groups.length - left.length;
    groups.forEach(function (g) { var c = chosen(g); if (c) counts[word(c)] = (counts[word(c)] || 0) + 1; });
    var parts = [].map.call(groups.length ? groups[0].querySelectorAll('input') : [], word).filter(function (w) { return counts[w]; })
      .map(function (w) { return counts[w] + ' ' + w; });
    if (out) {
      var strong = document.createElement('strong');
      strong.textContent = done + ' of ' + groups.length;
      out.textContent = '';
      out.append(strong, ' marked' + (parts.length ? ': ' + parts.join(', ') : '') + (dirty ? '. Not saved yet' : ''));
    }
    if (names) {
      var list = filled.length ? filled : left;
      names.textContent = (filled.length ? 'Marked as attended: ' : 'Not marked: ') + list.map(person).join(', ');
      names.hidden = !list.length;
    }
    if (!rest) return;
    rest.hidden = !left.length && !filled.length;
    rest.textContent = filled.length ? 'Undo' : left.length === 1 ? 'Mark the other person as attended' : 'Mark the other ' + left.length + ' as attended';
  }
  form.addEventListener('change', function () { dirty = true; filled = []; update(); });
  if (rest) rest.addEventListener('click', function (e) {
    e.preventDefault();
    var back = filled;
    filled = back.length ? [] : open();
    (back.length ? back : filled).forEach(function (g) { g.querySelector('input').checked = !back.length; });
    dirty = true; update();
    if (!back.length) form.querySelector('[data-register-save]').focus();
  });
  form.addEventListener('keydown', function (e) {
    var step = { ArrowUp: -1, ArrowDown: 1 }[e.key], g = step && e.target.closest('[role="radiogroup"]');
    if (!g) return;
    e.preventDefault();
    var next = groups[groups.indexOf(g) + step];
    if (next) (chosen(next) || next.querySelectorAll('input')[[].indexOf.call(g.querySelectorAll('input'), e.target)]).focus();
  });
  form.addEventListener('submit', function () { dirty = false; });
  addEventListener('beforeunload', function (e) { if (dirty) e.preventDefault(); });
  update();
})();
