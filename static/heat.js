/* Enhancement only: makes a map of people by skills one stop of the tab key. Arrow keys go from cell to cell, Home and End to the ends
   of a row, with Ctrl to the corners, Page Up and Page Down ten people on; Enter opens the cell. Without this script the links in the
   table lead to the same pages. */
(function () {
  var table = document.querySelector('[data-heat]');
  if (!table) return;
  var rows = [].slice.call(table.rows, 1), region = table.parentNode, at = [0, 1], key = document.querySelector('[data-heat-key]');
  if (key) key.hidden = false;
  table.setAttribute('role', 'grid');
  [].forEach.call(table.querySelectorAll('a'), function (a) { a.tabIndex = -1; });
  function cell(r, c) { return rows[r].cells[c]; }
  function stop(r, c, focus) {
    cell(at[0], at[1]).removeAttribute('tabindex');
    at = [r, c];
    var next = cell(r, c);
    next.tabIndex = 0;
    if (!focus) return;
    next.focus({ preventScroll: true });
    show(next);
  }
  /* Heads stand over what scrolls under them: a cell is shown when it is clear of them. */
  function show(next) {
    var box = next.getBoundingClientRect(), frame = region.getBoundingClientRect(), head = cell(0, 0), edge = head.getBoundingClientRect();
    var top = getComputedStyle(head).position === 'sticky' && region.scrollHeight > region.clientHeight ? Math.max(edge.bottom, frame.top) : frame.top;
    if (next.cellIndex > 0) {
      if (box.left < edge.right) region.scrollLeft -= edge.right - box.left + 6;
      else if (box.right > frame.right) region.scrollLeft += box.right - frame.right + 12;
    }
    if (next.parentNode.rowIndex > 1) {
      if (box.top < top) region.scrollTop -= top - box.top + 6;
      else if (box.bottom > frame.bottom) region.scrollTop += box.bottom - frame.bottom + 12;
    }
    box = next.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) next.scrollIntoView({ block: 'center', inline: 'nearest' });
  }
  function address(td) {
    var link = td.querySelector('a');
    if (link) return link.href;
    if (!td.textContent || td.tagName !== 'TD') return '';
    return cell(rows.indexOf(td.parentNode), 0).querySelector('a').href + '/skills/' + cell(0, td.cellIndex).querySelector('a').href.split('/').pop();
  }
  table.addEventListener('keydown', function (e) {
    var td = e.target.closest('td, th');
    if (!td || e.altKey || e.metaKey) return;
    var r = at[0], c = at[1], last = rows.length - 1, end = rows[0].cells.length - 1;
    switch (e.key) {
      case 'ArrowRight': c = Math.min(c + 1, end); break;
      case 'ArrowLeft': c = Math.max(c - 1, 0); break;
      case 'ArrowDown': r = Math.min(r + 1, last); break;
      case 'ArrowUp': r = Math.max(r - 1, 0); break;
      case 'PageDown': r = Math.min(r + 10, last); break;
      case 'PageUp': r = Math.max(r - 10, 0); break;
      case 'Home': c = 0; if (e.ctrlKey) r = 0; break;
      case 'End': c = end; if (e.ctrlKey) r = last; break;
      case 'Enter': var href = address(td); if (href) { e.preventDefault(); location.href = href; } return;
      default: return;
    }
    e.preventDefault();
    stop(r, c, true);
  });
  table.addEventListener('focusin', function (e) {
    var td = e.target.closest('td, th'), r = td ? rows.indexOf(td.parentNode) : -1;
    if (r >= 0 && (r !== at[0] || td.cellIndex !== at[1])) stop(r, td.cellIndex, false);
  });
  table.addEventListener('click', function (e) {
    var td = e.target.closest('td');
    if (!td || e.target.closest('a') || String(getSelection())) return;
    var href = address(td);
    if (href) location.href = href;
  });
  table.classList.add('is-live');
  stop(rows.length > 1 ? 1 : 0, rows[0].cells.length > 1 ? 1 : 0, false);
})();
