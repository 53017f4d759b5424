package handlers

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trellis/app"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
	"trellis/models/store"
	"trellis/static"
)

// phone is an authenticator app.
type phone struct {
	s      *site
	secret string
}

// code is what it shows now, and waits for the next.
func (p phone) code() url.Values {
	p.s.T.Helper()
	p.s.Clock.Advance(30 * time.Second)
	code, err := totp.GenerateCode(p.secret, p.s.Store.Now())
	if err != nil {
		p.s.T.Fatal(err)
	}
	return url.Values{"code": {code}}
}

// browser is one with its own cookies.
type browser struct {
	s   *site
	jar map[string]string
}

func (s *site) browser() browser { return browser{s, map[string]string{}} }

func (b browser) get(path string) answer {
	b.s.T.Helper()
	return b.s.browse(b.jar, http.MethodGet, path, nil)
}

func (b browser) post(path string, form url.Values) answer {
	b.s.T.Helper()
	return b.s.browse(b.jar, http.MethodPost, path, form)
}

// adds reads the page that shows the secret, as a phone does.
func (s *site) adds(a answer) phone {
	s.T.Helper()
	for _, n := range a.find(".app-code") {
		return phone{s, strings.ReplaceAll(textOf(n), " ", "")}
	}
	s.T.Fatal("the page shows no secret")
	return phone{}
}

// setUp sets up a second factor in the browser, and tells the recovery codes.
func (b browser) setUp(next string) (phone, []string) {
	b.s.T.Helper()
	b.get(paths.SecondFactorThen(next)).want(http.StatusOK).says("Begin")
	a := b.post(paths.SecondFactorBegin, url.Values{"next": {next}}).want(http.StatusOK).says("Add Trellis to your authenticator app")
	app := b.s.adds(a)
	if len(a.find("svg.app-qr path")) != 1 || len(a.find("form[action='/account/second-factor'] input[name=next][value='"+next+"']")) != 1 {
		b.s.T.Errorf("the page shows no square, or forgets where to go on: %s", a.main())
	}
	form := app.code()
	form.Set("next", next)
	a = b.post(paths.SecondFactor, form).want(http.StatusOK).says("Keep your recovery codes", "Each works once")
	if len(a.find(".app-actions a[href='"+next+"']")) != 1 {
		b.s.T.Errorf("the page does not go on to %s", next)
	}
	var codes []string
	for _, n := range a.find(".app-recovery .app-code") {
		codes = append(codes, textOf(n))
	}
	return app, codes
}

func TestSomebodySetsUpASecondFactorAndIsAskedForIt(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	here, there := s.browser(), s.browser()
	here.post("/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
	there.post("/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther)
	here.get("/account").want(http.StatusOK).says("Second factor", "Set up")
	app, recovery := here.setUp("/account")
	if len(recovery) != 10 {
		t.Fatalf("%d recovery codes", len(recovery))
	}
	here.get("/account").want(http.StatusOK).says("On since 23 November 2026", "10 still work")
	there.get("/account").want(http.StatusSeeOther) // signed out

	form := credentials("ada@example.org", secret)
	form.Set("next", "/records?x=1")
	there.post("/sign-in", form).want(http.StatusSeeOther).goesTo(paths.SignInSecondFactor)
	there.get("/account").want(http.StatusSeeOther).goesTo("/sign-in?next=%2Faccount") // is not signed in
	there.get(paths.SignInSecondFactor).want(http.StatusOK).says("Enter your code")
	there.post(paths.SignInSecondFactor, url.Values{"code": {"000000"}}).want(http.StatusUnprocessableEntity).says("That code does not work")
	there.post(paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther).goesTo("/records?x=1")
	there.get("/account").want(http.StatusOK).says("ada@example.org")
	there.get(paths.SignInSecondFactor).want(http.StatusSeeOther).goesTo("/")

	third := s.browser()
	third.post("/sign-in", credentials("ada@example.org", secret)).goesTo(paths.SignInSecondFactor)
	third.post(paths.SignInSecondFactor, url.Values{"code": {recovery[0]}}).want(http.StatusSeeOther).goesTo("/")
	third.get("/account").says("9 still work")
}

func TestTheTokenChangesAtBothSteps(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	app, _ := b.setUp("/account")
	b = s.browser()
	planted := s.cookie(s.Learner("Eve"))
	b.jar[planted.Name] = planted.Value
	b.post("/sign-in", credentials("ada@example.org", secret)).goesTo(paths.SignInSecondFactor)
	second := b.jar[planted.Name]
	b.post(paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther)
	third := b.jar[planted.Name]
	if planted.Value == second || second == third || third == planted.Value {
		t.Fatal("a token stays the same")
	}
	for _, old := range []string{planted.Value, second} {
		s.browse(map[string]string{planted.Name: old}, http.MethodGet, "/account", nil).want(http.StatusSeeOther)
		s.browse(map[string]string{planted.Name: old}, http.MethodPost, paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther).goesTo("/sign-in")
	}
}

func TestTheSecondStepHasTenMinutesAndTenTries(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	app, _ := b.setUp("/account")
	b = s.browser()
	b.post(paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther).goesTo("/sign-in") // without the first step
	b.get("/sign-in").says("Sign in again")
	b.post("/sign-in", credentials("ada@example.org", secret))
	s.Clock.Advance(10 * time.Minute)
	b.get(paths.SignInSecondFactor).want(http.StatusSeeOther).goesTo("/sign-in")
	b.post(paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther).goesTo("/sign-in")
	for n := range 12 { // however many browsers
		b = s.browser()
		b.post("/sign-in", credentials("ada@example.org", secret)).goesTo(paths.SignInSecondFactor)
		want := http.StatusUnprocessableEntity
		if n >= 10 {
			want = http.StatusTooManyRequests
		}
		b.post(paths.SignInSecondFactor, url.Values{"code": {"000000"}}).want(want)
	}
	b.post(paths.SignInSecondFactor, app.code()).want(http.StatusTooManyRequests).says("Too many tries")
}

func TestANewPasswordSignsOutWhoIsHalfInToo(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	app, _ := b.setUp("/account")
	half := s.browser()
	half.post("/sign-in", credentials("ada@example.org", secret)).goesTo(paths.SignInSecondFactor)
	s.Clock.Advance(time.Second)
	b.post("/account/password", url.Values{"current": {secret}, "new": {"another correct horse"}}).want(http.StatusSeeOther)
	half.post(paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther).goesTo("/sign-in")
	half.get("/account").want(http.StatusSeeOther)
	b.get("/account").want(http.StatusOK)
}

func TestALinkAsksForTheSecondFactorToo(t *testing.T) {
	s := newSite(t)
	admin, ada := s.Administrator("Bea"), s.Learner("Ada")
	b := s.browser()
	b.post(s.link(admin, ada.ID), nil).want(http.StatusSeeOther).goesTo("/")
	app, _ := b.setUp("/account")
	b = s.browser()
	b.post(s.link(admin, ada.ID), nil).want(http.StatusSeeOther).goesTo(paths.SignInSecondFactor)
	b.get("/account").want(http.StatusSeeOther)
	b.post(paths.SignInSecondFactor, app.code()).want(http.StatusSeeOther).goesTo("/")
	b.get("/account").want(http.StatusOK).says("You are signed in. Set a password").saysNot("Current password")
}

func TestItIsTurnedOffAndRenewedOnItsPage(t *testing.T) {
	s := newSite(t)
	s.password(s.Learner("Ada"))
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	app, recovery := b.setUp("/account")
	b.post(paths.SecondFactorBegin, nil).want(http.StatusConflict)
	b.get(paths.SecondFactor).want(http.StatusOK).says("Set up on 23 November 2026", "Turn it off").saysNot(app.secret)
	b.post(paths.SecondFactorCodes, url.Values{"code": {"1"}}).want(http.StatusUnprocessableEntity).says("That code does not work")
	a := b.post(paths.SecondFactorCodes, app.code()).want(http.StatusOK).says("Keep your recovery codes").saysNot(recovery[0])
	if fresh := a.find(".app-recovery .app-code"); len(fresh) != 10 {
		t.Errorf("%d new codes", len(fresh))
	}
	a = b.post(paths.SecondFactorOff, url.Values{"code": {recovery[0]}}).want(http.StatusUnprocessableEntity).says("That code does not work")
	if len(a.find("#off[aria-describedby~=off-error]")) != 1 {
		t.Error("the problem is not at its field")
	}
	b.post(paths.SecondFactorOff, app.code()).want(http.StatusSeeOther).goesTo("/account")
	b.get("/account").says("Your second factor is off", "It takes 2 minutes")
	s.browser().post("/sign-in", credentials("ada@example.org", secret)).goesTo("/")
}

// strict is a site that requires a second factor as an installation does of which nothing is said.
func strict(t *testing.T) *site { return siteWith(modeltest.New(t), app.Config{}) }

func TestTheFirstAdministratorIsLedThroughSetUp(t *testing.T) {
	s := strict(t)
	link, err := s.app.Access.FirstAdministrator(t.Context(), "ann@example.org", "Ann Other")
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser()
	b.post(paths.SignInLink(link.Token), nil).want(http.StatusSeeOther).goesTo("/")
	b.get("/").want(http.StatusSeeOther).goesTo("/account/second-factor?next=%2F")
	a := b.get(paths.SecondFactorThen("/")).want(http.StatusOK).says("Protect this account first: 2 minutes", "Sign out, and do it later")
	if len(a.find(".nhsuk-header__navigation a")) != 0 {
		t.Error("the menu leads to pages that are not open")
	}
	b.setUp("/")
	b.get("/").want(http.StatusOK).says("Set up your network")
	b.get("/admin").want(http.StatusOK)
	b.get(paths.SecondFactor).want(http.StatusOK).says("it stays on").saysNot("You then sign in without a code")
}

func TestWhoMustSetItUpReachesNothingElse(t *testing.T) {
	s := strict(t)
	admin, learner := s.Administrator("Bea"), s.Learner("Ada")
	trainer := s.Trainer("Tom", s.Cohort("R1", 5))
	for _, route := range (&Handlers{app: s.app}).routes() {
		if strings.Contains(route.Path, ":") || withoutSecondFactor[route.Path] {
			continue
		}
		a := s.ask(admin, route.Method, route.Path, nil).want(http.StatusSeeOther)
		if to := a.Header.Get("Location"); !strings.HasPrefix(to, paths.SecondFactor) {
			t.Errorf("%s %s goes to %q", route.Method, route.Path, to)
		}
	}
	s.get(admin, "/admin/people?q=x").want(http.StatusSeeOther).goesTo("/account/second-factor?next=%2Fadmin%2Fpeople%3Fq%3Dx")
	s.get(admin, "/privacy").want(http.StatusOK)
	s.get(admin, "/theme.css").want(http.StatusOK) // the page looks as the others do
	s.get(admin, "/emblem/none.png").want(http.StatusNotFound)
	s.get(admin, static.Path("app.css")).want(http.StatusOK)
	s.post(admin, "/sign-out", nil).want(http.StatusSeeOther).goesTo("/")
	s.get(learner, "/account").want(http.StatusOK)
	s.get(trainer, "/account").want(http.StatusOK)
	s.In(func(ctx context.Context, tx *store.Tx) error {
		settings := models.DefaultSettings()
		settings.SecondFactor = models.RequiredOfGrants
		return tx.KeepSettings(ctx, settings)
	})
	s.get(trainer, "/account").want(http.StatusSeeOther).goesTo("/account/second-factor?next=%2Faccount")
	s.get(learner, "/account").want(http.StatusOK)
}

func TestAnAdministratorResetsASecondFactor(t *testing.T) {
	s := newSite(t)
	admin, ada := s.Administrator("Bea"), s.password(s.Learner("Ada"))
	s.get(admin, paths.Person(ada.ID)).want(http.StatusOK).says("None is set up").saysNot("Reset second factor")
	s.post(admin, paths.ResetSecondFactor(ada.ID), nil).want(http.StatusNotFound)
	b := s.browser()
	b.post("/sign-in", credentials("ada@example.org", secret))
	b.setUp("/account")
	s.get(admin, paths.Person(ada.ID)).says("Reset second factor")
	s.post(s.Learner("Cy"), paths.ResetSecondFactor(ada.ID), nil).want(http.StatusNotFound)
	s.post(admin, paths.ResetSecondFactor(ada.ID), nil).want(http.StatusSeeOther).goesTo(paths.Person(ada.ID))
	b.get("/account").want(http.StatusSeeOther)
	b.post("/sign-in", credentials("ada@example.org", secret)).want(http.StatusSeeOther).goesTo("/")
	if _, err := s.app.Outbox.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.get(admin, paths.Outbox).says("Your second factor was reset", "ada@example.org")
}
