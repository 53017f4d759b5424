/* Enhancement only: fills the register of a cohort by keyboard. A letter sets the mark, digits after p are minutes, arrows move,
   Enter goes down, Delete clears, n opens the note. Without this script the fields are typed in and submitted as they are. */
(function () {
  var form = document.querySelector('[data-grid]');
  if (!form) return;
  var rows = [].map.call(form.querySelectorAll('tbody tr'), function (tr) { return [].slice.call(tr.cells); });
  var out = form.querySelector('[data-grid-count]');
  var dirty = form.hasAttribute('data-changed');
  form.querySelector('[data-grid-script]').hidden = false;
  function cells() { return [].slice.call(form.querySelectorAll('[data-cell]')); }
  function place(input) {
    var td = input.closest('td');
    for (var r = 0; r < rows.length; r++) { var c = rows[r].indexOf(td); if (c >= 0) return [r, c]; }
  }
  function go(input, down, right) {
    var at = place(input), r = at[0] + down, c = at[1] + right;
    for (; rows[r] && rows[r][c]; r += down, c += right) {
      var next = rows[r][c].querySelector('[data-cell]');
      if (next) { next.focus(); next.select(); return; }
    }
  }
  function paint(input) { input.setAttribute('data-mark', input.value.trim().charAt(0).toLowerCase()); }
  function update() {
    var all = cells(), left = all.filter(function (i) { return !i.value.trim(); }).length;
    var strong = document.createElement('strong');
    strong.textContent = left ? left + ' not marked' : 'All marked';
    out.textContent = '';
    out.append(strong, dirty ? '. Not saved yet' : '');
  }
  function set(input, value) { input.value = value; dirty = true; paint(input); update(); }
  form.addEventListener('input', function (e) {
    dirty = true;
    if (e.target.hasAttribute('data-cell')) paint(e.target);
    else { var cell = e.target.closest('td') && e.target.closest('td').querySelector('[data-cell]'); if (cell) cell.classList.toggle('app-grid__mark--noted', !!e.target.value); }
    update();
  });
  form.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
    var td = e.target.closest('td'), cell = td && td.querySelector('[data-cell]');
    if (!cell) return;
    if (e.target !== cell) {
      if (e.key === 'Enter' || e.key === 'Escape') { e.preventDefault(); cell.focus(); cell.select(); }
      return;
    }
    var key = e.key.toLowerCase(), moves = { arrowup: [-1, 0], arrowdown: [1, 0], arrowleft: [0, -1], arrowright: [0, 1], enter: [1, 0] };
    if (moves[key] && !(key === 'enter' && e.shiftKey)) { e.preventDefault(); go(cell, moves[key][0], moves[key][1]); return; }
    if (key === 'enter') { e.preventDefault(); go(cell, -1, 0); return; }
    if (key === 'delete') { e.preventDefault(); set(cell, ''); return; }
    if (/^[apme]$/.test(key)) { e.preventDefault(); set(cell, key); cell.setSelectionRange(key.length, key.length); return; }
    if (key === 'n') { e.preventDefault(); td.querySelector('.app-grid__note').focus(); return; }
    if (/^\d$/.test(key) && cell.value.charAt(0).toLowerCase() !== 'p') e.preventDefault();
    else if (/^\d$/.test(key) && cell.selectionStart === 0 && cell.selectionEnd === cell.value.length) { e.preventDefault(); set(cell, 'p' + key); }
  });
  cells().forEach(paint);
  form.addEventListener('submit', function () { dirty = false; });
  addEventListener('beforeunload', function (e) { if (dirty) e.preventDefault(); });
})();
