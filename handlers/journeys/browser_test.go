// Package journeys walks the product in a real browser, from outside, as the people do who use it. On every page that it
// opens it looks for what axe finds wrong, for a page that scrolls sideways, and for complaints of the browser.
package journeys

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"trellis/app/demo"
)

const axeFile = "../../tools/node_modules/axe-core/axe.min.js"

// missing skips a test for want of a program, and fails it when CI=true.
func missing(t *testing.T, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// browser is the Chromium that walks, and axe to judge the pages.
type browser struct {
	options []chromedp.ExecAllocatorOption
	axe     string
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		missing(t, "no Chromium is found, so the journeys are not walked")
	}
	axe, err := os.ReadFile(axeFile)
	if err != nil {
		missing(t, "axe is not found (npm ci --prefix tools brings it), so the journeys are not walked")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	return &browser{options: options, axe: string(axe)}
}

// visitor is one person's browser window.
type visitor struct {
	t     *testing.T
	ctx   context.Context
	axe   string
	base  string
	width int

	mu         sync.Mutex
	complaints []string
	questions  int // that the browser has asked, such as whether to leave; each is answered with yes
}

// visit starts a browser of its own, with no cookies, at a width.
func (b *browser) visit(t *testing.T, base string, width int) *visitor {
	t.Helper()
	allocated, end := chromedp.NewExecAllocator(t.Context(), b.options...)
	t.Cleanup(end)
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(cancel)
	ctx, stop := context.WithTimeout(ctx, 10*patience)
	t.Cleanup(stop)
	v := &visitor{t: t, ctx: ctx, axe: b.axe, base: base, width: width}
	chromedp.ListenTarget(ctx, v.listen)
	if err := chromedp.Run(ctx); err != nil { // starts the browser, which lives as long as this context
		t.Fatal(err)
	}
	v.do(log.Enable(), v.size(windowHeight))
	return v
}

// patience is how long a step may take on a busy machine.
const patience = 45 * time.Second

// windowHeight is that of everybody's window.
const windowHeight = 900

// size makes the window that high, at the visitor's width.
func (v *visitor) size(height int64) chromedp.Action {
	return emulation.SetDeviceMetricsOverride(int64(v.width), height, 1, v.width < 500)
}

// listen keeps what the browser complains of, and says yes to what it asks: a page waits for as long as nobody answers.
func (v *visitor) listen(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		v.complaints = append(v.complaints, e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError && !strings.Contains(e.Entry.Text, "status of 4") {
			v.complaints = append(v.complaints, e.Entry.Text+" "+e.Entry.URL)
		}
	case *page.EventJavascriptDialogOpening:
		v.questions++
		go v.saysYes() // the listener itself must not wait for the browser
	}
}

// saysYes answers the question that the browser asks.
func (v *visitor) saysYes() {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, page.HandleJavaScriptDialog(true)); err != nil {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.complaints = append(v.complaints, "the question was not answered: "+err.Error())
	}
}

// asked is how often the browser has asked something.
func (v *visitor) asked() int {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.questions
}

func (v *visitor) do(actions ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		v.t.Fatalf("%v (at %s)", err, v.address())
	}
}

func (v *visitor) address() string {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	var at string
	_ = chromedp.Run(ctx, chromedp.Location(&at))
	return strings.TrimPrefix(at, v.base)
}

// enter signs in with the form, as everybody does.
func (v *visitor) enter(name string) {
	v.t.Helper()
	for _, guest := range demo.Guests() {
		if guest.Name == name {
			v.open("/sign-in")
			v.do(chromedp.SetValue(`input[name=email]`, guest.Email), chromedp.SetValue(`input[name=password]`, demo.Password))
			v.press("Sign in")
			return
		}
	}
	v.t.Fatalf("nobody is called %s", name)
}

// open goes to an address and looks at the page.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.do(chromedp.Navigate(v.base + path))
	v.look()
}

// follow clicks the first link with the words, and looks at the page behind it.
func (v *visitor) follow(words string) {
	v.t.Helper()
	v.click("a", words)
}

// press clicks the first button with the words, and looks at the page that answers.
func (v *visitor) press(words string) {
	v.t.Helper()
	v.click("button", words)
}

func (v *visitor) click(element, words string) {
	v.t.Helper()
	v.find(element, words)
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Evaluate(`setTimeout(() => window.toClick.click())`, nil)); err != nil {
		v.t.Fatalf("%s %q leads nowhere: %v", element, words, err)
	}
	v.look()
}

// tap clicks a button that stays on the page.
func (v *visitor) tap(words string) {
	v.t.Helper()
	v.find("button", words)
	v.do(chromedp.Evaluate(`window.toClick.click()`, nil))
}

// find keeps the first element with the words for a click.
func (v *visitor) find(element, words string) {
	v.t.Helper()
	find := fmt.Sprintf(`(() => {
		const all = [...document.querySelectorAll('main %[1]s, header %[1]s, footer %[1]s')];
		const found = all.find(e => e.offsetParent !== null && [e.textContent, e.innerText].some(t => t.replace(/\s+/g, ' ').trim().startsWith(%[2]q)));
		if (!found) return 'nothing to click';
		found.scrollIntoView({block: 'center'}); window.toClick = found; return '';
	})()`, element, words)
	var problem string
	v.do(chromedp.Evaluate(find, &problem))
	if problem != "" {
		v.t.Fatalf("%s %q: %s at %s, which says: %.900s", element, words, problem, v.address(), v.text())
	}
}

// choose picks the radio or tick with the value.
func (v *visitor) choose(name, value string) {
	v.t.Helper()
	v.do(chromedp.Click(fmt.Sprintf(`input[name=%q][value=%q]`, name, value), chromedp.ByQuery))
}

// fill writes into a field.
func (v *visitor) fill(name, value string) {
	v.t.Helper()
	v.do(chromedp.SetValue(fmt.Sprintf(`[name=%q]`, name), value, chromedp.ByQuery))
}

func (v *visitor) text() string {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	var text string
	_ = chromedp.Run(ctx, chromedp.Evaluate(`document.querySelector('main')?.innerText.replace(/\s+/g, ' ') ?? ''`, &text))
	return text
}

// sees checks that the page says something.
func (v *visitor) sees(words ...string) {
	v.t.Helper()
	text := v.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			v.t.Errorf("%s does not say %q; it says: %.1500s", v.address(), w, text)
		}
	}
}

// look judges the page that is open.
func (v *visitor) look() {
	v.t.Helper()
	var found string
	v.do(chromedp.Evaluate(v.axe, nil), chromedp.Evaluate(`axe.run(document, {resultTypes: ['violations'],
		runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => JSON.stringify(
		r.violations.map(v => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.target + ' ' + n.html.slice(0, 160)).join(' | '))))`,
		&found, awaited))
	var violations []string
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		v.t.Fatal(err)
	}
	for _, violation := range violations {
		v.t.Errorf("axe at %s, %d px wide: %s", v.address(), v.width, violation)
	}
	var sideways bool
	v.do(chromedp.Evaluate(`document.documentElement.scrollWidth > document.documentElement.clientWidth`, &sideways))
	if sideways {
		v.t.Errorf("%s scrolls sideways at %d px", v.address(), v.width)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, complaint := range v.complaints {
		v.t.Errorf("the browser complains at %s: %s", v.address(), complaint)
	}
	v.complaints = nil
}

// awaited waits for what a script promises.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// photograph takes the README's picture of the page when TRELLIS_PICTURES names a folder.
func (v *visitor) photograph(name string) {
	v.t.Helper()
	folder := os.Getenv("TRELLIS_PICTURES")
	if folder == "" {
		return
	}
	var picture []byte
	var height int64
	v.do(chromedp.Evaluate(`document.documentElement.scrollHeight`, &height))
	v.do(v.size(height)) // so that what sticks to the foot of the window stands at the foot of the page
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		var err error
		picture, err = page.CaptureScreenshot().Do(ctx)
		return err
	}), v.size(windowHeight))
	if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%s-%d.png", name, v.width)), picture, 0o600); err != nil {
		v.t.Fatal(err)
	}
}
