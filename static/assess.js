/* Enhancement only: answers a question with a key, asks at once what stands in the way of a skill that is held and not used, and
   keeps what is typed. Without this script the radios and the buttons do it all. */
(function () {
  var form = document.querySelector('form[data-keys]');
  if (!form) return;
  var off = false, heldFor = {}, asking = null, saving = false, leaving = false, timer;
  try { off = localStorage.getItem('keys') === 'off'; } catch (e) { /* keys are on */ }
  var chance = form.querySelector('[data-chance]'), says = form.querySelector('[data-draft-says]');
  var main = form.querySelector('button[type="submit"]:not([name]), button:not([type]):not([name])');
  var keys = {};
  form.getAttribute('data-keys').split(' ').forEach(function (pair) {
    var name = pair.split(':')[0], letters = pair.split(':')[1];
    form.querySelectorAll('input[type="radio"][name="' + name + '"]').forEach(function (radio, i) {
      var key = letters[i], label = form.querySelector('label[for="' + radio.id + '"]');
      if (!key || !label) return;
      keys[key] = radio;
      radio.setAttribute('data-key', key);
      var sign = document.createElement('kbd');
      sign.className = 'app-kbd';
      sign.setAttribute('aria-hidden', 'true');
      sign.textContent = key.toUpperCase();
      label.append(' ', sign);
    });
  });
  function chosen(name) { return form.querySelector('[name="' + name + '"]:checked'); }
  function value(name) { var c = chosen(name); return c ? c.value : ''; }
  function show() {
    document.body.classList.toggle('app-keys-off', off);
    Object.keys(keys).forEach(function (k) {
      if (off) keys[k].removeAttribute('aria-keyshortcuts'); else keys[k].setAttribute('aria-keyshortcuts', k);
    });
    var hint = form.querySelector('[data-keys-hint]');
    if (!hint) return;
    hint.hidden = false;
    hint.querySelector('span').hidden = off;
    hint.querySelector('button').textContent = off ? 'Turn keys on' : 'Turn keys off';
  }
  var toggle = form.querySelector('[data-keys-toggle]');
  if (toggle) toggle.addEventListener('click', function () {
    off = !off;
    try { localStorage.setItem('keys', off ? 'off' : 'on'); } catch (e) { /* for this page */ }
    show();
  });

  /* What stands in the way: the server tells whether the level asks for it, and never what the target is. */
  function ask() {
    if (!chance) return Promise.resolve();
    var level = value('level');
    if (level === '' || level in heldFor) { apply(); return Promise.resolve(); }
    asking = fetch(chance.getAttribute('data-chance') + '?level=' + encodeURIComponent(level), { headers: { Accept: 'application/json' } })
      .then(function (r) { return r.ok ? r.json() : {}; }).then(function (now) { heldFor[level] = now.held === true; })
      .catch(function () { /* the page after this one asks */ }).then(function () { asking = null; apply(); });
    return asking;
  }
  function apply() {
    var wants = heldFor[value('level')] === true && value('use') === 'not_at_all';
    if (!wants && value('level') !== '' && !(value('level') in heldFor) && !chance.hidden && value('use') === 'not_at_all') return;
    chance.hidden = !wants;
    form.querySelector('[name="asked_chance"]').value = wants ? 'true' : '';
  }

  function save() {
    if (saving || leaving || value('level') === '' || value('use') === '') return;
    saving = true;
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' }, redirect: 'error' })
      .then(function (r) { return r.json().then(function (now) {
        saving = false;
        if (r.ok) form.querySelector('[name="seen"]').value = now.seen;
        if (says) says.textContent = r.ok ? 'Saved at ' + now.at : 'Not saved: ' + now.problem;
      }); }).catch(function () { saving = false; if (says) says.textContent = 'Not saved: no connection. Your text is still here'; });
  }
  form.addEventListener('input', function (e) {
    if (e.target.name === 'level' || e.target.name === 'use') ask();
    if (e.target.name !== 'example') return;
    if (says) says.textContent = value('level') && value('use') ? 'Not saved yet' : 'Kept with your answer, when you have chosen a level and how often';
    clearTimeout(timer);
    timer = setTimeout(save, 3000);
  });
  form.addEventListener('submit', function (e) {
    if (saving || asking) { /* what is under way comes first */
      e.preventDefault();
      var button = e.submitter;
      setTimeout(function () { form.requestSubmit(button || main); }, 50);
      return;
    }
    leaving = true;
    clearTimeout(timer);
  });
  addEventListener('pageshow', function () { leaving = false; });

  function typing(el) {
    return el && (el.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el.tagName) || el.tagName === 'INPUT' && !/^(radio|checkbox)$/.test(el.type));
  }
  document.addEventListener('keydown', function (e) {
    if (off || e.ctrlKey || e.altKey || e.metaKey || e.isComposing || e.repeat || typing(e.target)) return;
    if (e.key === 'Enter') {
      if (e.target.closest && e.target.closest('a, button, summary, input')) return; /* which know what Enter means */
      e.preventDefault();
      form.requestSubmit(main);
      return;
    }
    var radio = keys[e.key.toLowerCase()];
    if (!radio || chance && chance.hidden && chance.contains(radio)) return;
    e.preventDefault();
    radio.checked = true;
    radio.focus();
    radio.dispatchEvent(new Event('input', { bubbles: true }));
    if (radio.name === 'barrier' && value('level') && value('use') && value('chance')) form.requestSubmit(main); /* the hint says so */
  });
  show();
  ask();
})();
