/* Enhancement only: shows the next code of a check-in when the one on show runs out, without loading the page anew. Without
   this script the page loads itself again. */
(function () {
  var box = document.querySelector('[data-check-in]');
  if (!box) return;
  function wait() {
    var seconds = Number(box.getAttribute('data-seconds'));
    if (!seconds) { location.reload(); return; }
    setTimeout(next, seconds * 1000);
  }
  function next() {
    fetch(location.href, { credentials: 'same-origin' }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-check-in]');
      if (!fresh || !Number(fresh.getAttribute('data-seconds'))) { location.reload(); return; }
      box.replaceWith(document.adoptNode(fresh));
      box = document.querySelector('[data-check-in]');
      wait();
    }).catch(function () { setTimeout(next, 3000); });
  }
  wait();
})();
