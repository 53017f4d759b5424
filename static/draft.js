/* Enhancement only: keeps the draft of an assignment some seconds after the last key, and warns of what is not kept. Without
   this script the button saves. Files are kept by the buttons alone. */
(function () {
  var form = document.querySelector('form[data-draft], form[data-warn]');
  if (!form) return;
  var path = form.getAttribute('data-draft'), says = form.querySelector('[data-draft-says]');
  var dirty = form.hasAttribute('data-changed'), busy = false, files = false, timer, leaving = false;
  function tell(strong, rest) {
    if (!says) return;
    var b = document.createElement('strong');
    b.textContent = strong;
    says.textContent = '';
    says.append(b, rest || '');
  }
  function field(name) { return form.querySelector('[name="' + name + '"]'); }
  function save() {
    if (busy || !dirty || leaving) return;
    busy = true;
    var sent = new URLSearchParams();
    ['attempt', 'version', 'says', 'url'].forEach(function (name) { sent.set(name, field(name).value); });
    var not = form.querySelector('[name="not_nhs_number"]:checked');
    if (not) sent.set('not_nhs_number', not.value);
    dirty = false;
    fetch(path, { method: 'POST', body: sent, headers: { Accept: 'application/json' }, redirect: 'error' }).then(function (r) {
      return r.json().then(function (now) {
        busy = false;
        if (r.ok) {
          field('version').value = now.version;
          field('attempt').value = now.attempt;
          if (!dirty) tell('Draft saved', ' at ' + now.at + (files ? ', but for the files' : ''));
          else later();
          return;
        }
        dirty = true;
        tell('Not saved', ': ' + now.problem);
      });
    }).catch(function () {
      busy = false;
      dirty = true;
      tell('Not saved', ': no connection. It is tried again');
      later();
    });
  }
  function later() {
    clearTimeout(timer);
    if (path) timer = setTimeout(save, 4000);
  }
  form.addEventListener('input', function (e) {
    if (e.target.type === 'file' || e.target.name === 'out') {
      files = true;
      return tell('Not saved yet', '. Files are kept when you save or hand in');
    }
    dirty = true;
    tell('Not saved yet');
    later();
  });
  form.addEventListener('submit', function (e) {
    if (busy) { /* the version in the form is about to change: wait for it */
      e.preventDefault();
      var button = e.submitter;
      return setTimeout(function () { form.requestSubmit(button); }, 200);
    }
    leaving = true;
    clearTimeout(timer);
    dirty = false;
  });
  addEventListener('beforeunload', function (e) { if ((dirty || files) && !leaving) e.preventDefault(); });
})();
