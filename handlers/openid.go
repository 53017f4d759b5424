package handlers

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/peopleviews"
)

// What a session holds of a visit to the other house that has begun, and of an account of that house which waits to be
// connected.
const (
	sessionVisitState    = "visit state"
	sessionVisitNonce    = "visit nonce"
	sessionVisitVerifier = "visit verifier"
	sessionVisitNext     = "visit next"
	sessionVisitBy       = "visit by" // who was signed in when it began

	sessionIdentityIssuer  = "identity issuer"
	sessionIdentitySubject = "identity subject"
	sessionIdentityName    = "identity name"
	sessionIdentityUntil   = "identity until" // seconds since 1970
)

// beginOpenID leads to the other house. It answers with a page that goes on by itself, not with a redirect: Chrome holds
// every step that follows a form against form-action, and which addresses a house leads through nobody can list. So
// form-action stays 'self' alone.
func (h *Handlers) beginOpenID(c echo.Context) error {
	ctx := c.Request().Context()
	begun, err := h.app.Access.BeginOpenID(ctx)
	if invalid, ok := problems(err); ok {
		return h.wrong(c, h.whereTheyBegan(c), invalid)
	}
	if err != nil {
		return err
	}
	h.sessions.Put(ctx, sessionVisitState, begun.State)
	h.sessions.Put(ctx, sessionVisitNonce, begun.Nonce)
	h.sessions.Put(ctx, sessionVisitVerifier, begun.Verifier)
	h.sessions.Put(ctx, sessionVisitNext, ours(c.Request().PostFormValue("next")))
	h.sessions.Put(ctx, sessionVisitBy, string(actor(c).ID))
	c.Response().Header().Set("Refresh", "0; url="+begun.URL)
	return show(c, http.StatusOK, peopleviews.OnToHouse(h.frame(c, "On to single sign-on", ""), h.app.Access.House(), begun.URL))
}

// whereTheyBegan is the page on which somebody pressed the button.
func (h *Handlers) whereTheyBegan(c echo.Context) string {
	if actor(c).SignedIn() {
		return paths.Account
	}
	return paths.SignIn
}

// visit takes the visit out of the session: what comes back counts once.
func (h *Handlers) visit(ctx context.Context) (begun access.Begun, next string, by models.ID) {
	begun = access.Begun{
		State: h.sessions.PopString(ctx, sessionVisitState), Nonce: h.sessions.PopString(ctx, sessionVisitNonce),
		Verifier: h.sessions.PopString(ctx, sessionVisitVerifier),
	}
	return begun, ours(h.sessions.PopString(ctx, sessionVisitNext)), models.ID(h.sessions.PopString(ctx, sessionVisitBy))
}

// finishOpenID meets whoever comes back from the other house.
func (h *Handlers) finishOpenID(c echo.Context) error {
	ctx := c.Request().Context()
	begun, next, by := h.visit(ctx)
	who, err := h.app.Access.FinishOpenID(ctx, begun, access.Returned{
		State: c.QueryParam("state"), Code: c.QueryParam("code"), Issuer: c.QueryParam("iss"), Error: c.QueryParam("error"),
	})
	if invalid, ok := problems(err); ok {
		return h.wrong(c, h.whereTheyBegan(c), invalid)
	}
	if err != nil {
		return err
	}
	if a := actor(c); a.SignedIn() {
		if a.ID == by {
			return h.connect(c, who, next)
		}
		h.keepIdentity(ctx, who, h.soon()) // somebody signed in meanwhile: they are asked
		return c.Redirect(http.StatusSeeOther, paths.OpenIDConnectThen(next))
	}
	person, err := h.app.Access.ByIdentity(ctx, who)
	if errors.Is(err, models.ErrNotFound) {
		h.keepIdentity(ctx, who, h.soon())
		return c.Redirect(http.StatusSeeOther, paths.OpenIDUnknown)
	}
	if err != nil {
		return err
	}
	return h.enter(c, entry{Person: person.ID, Way: models.BySingleSignOn, Next: next})
}

// connect makes the account of the other house a way in of the actor.
func (h *Handlers) connect(c echo.Context, who access.Identified, next string) error {
	err := h.app.Access.ConnectIdentity(c.Request().Context(), actor(c), who)
	if invalid, ok := problems(err); ok {
		return h.wrong(c, paths.Account, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, next, "Your account at "+who.House()+" is connected: you can sign in with it from now on")
}

func (h *Handlers) unknownIdentityPage(c echo.Context) error {
	who, waits := h.waitingIdentity(c.Request().Context())
	if !waits {
		return h.signInAgain(c)
	}
	page := h.frame(c, "We do not know this account yet", "")
	page.NoIndex = true
	return show(c, http.StatusOK, peopleviews.UnknownIdentity(page, who))
}

func (h *Handlers) connectIdentityPage(c echo.Context) error {
	who, waits := h.waitingIdentity(c.Request().Context())
	if !waits {
		return h.noneWaits(c)
	}
	return show(c, http.StatusOK, peopleviews.ConnectIdentity(h.frame(c, "Connect single sign-on", ""), who, ours(c.QueryParam("next"))))
}

func (h *Handlers) connectIdentity(c echo.Context) error {
	ctx := c.Request().Context()
	who, waits := h.waitingIdentity(ctx)
	if !waits {
		return h.noneWaits(c)
	}
	h.dropIdentity(ctx)
	return h.connect(c, who, ours(c.Request().PostFormValue("next")))
}

func (h *Handlers) forgetIdentity(c echo.Context) error {
	h.dropIdentity(c.Request().Context())
	return c.Redirect(http.StatusSeeOther, ours(c.Request().PostFormValue("next")))
}

func (h *Handlers) noneWaits(c echo.Context) error {
	return h.wrong(c, paths.Account, models.Invalid{"way": "No account waits to be connected any more. Start again below"})
}

func (h *Handlers) disconnectIdentity(c echo.Context) error {
	in := access.DisconnectIdentity{Device: h.device(c)}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Access.DisconnectIdentity(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.wrong(c, paths.Account, invalid)
	}
	if errors.Is(err, models.ErrNotFound) { // it is gone already
		return c.Redirect(http.StatusSeeOther, paths.Account)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Account, "It is disconnected. You are signed out of all other browsers")
}

// keepIdentity lets an account of the other house, which is proved, wait to be connected.
func (h *Handlers) keepIdentity(ctx context.Context, who access.Identified, until int64) {
	h.sessions.Put(ctx, sessionIdentityIssuer, who.Issuer)
	h.sessions.Put(ctx, sessionIdentitySubject, who.Subject)
	h.sessions.Put(ctx, sessionIdentityName, who.Name)
	h.sessions.Put(ctx, sessionIdentityUntil, until)
}

// waitingIdentity is the account that waits, while it may.
func (h *Handlers) waitingIdentity(ctx context.Context) (access.Identified, bool) {
	who := access.Identified{
		Issuer: h.sessions.GetString(ctx, sessionIdentityIssuer), Subject: h.sessions.GetString(ctx, sessionIdentitySubject),
		Name: h.sessions.GetString(ctx, sessionIdentityName),
	}
	return who, who.Subject != "" && h.lasts(ctx, sessionIdentityUntil)
}

func (h *Handlers) dropIdentity(ctx context.Context) {
	for _, key := range []string{sessionIdentityIssuer, sessionIdentitySubject, sessionIdentityName, sessionIdentityUntil} {
		h.sessions.Remove(ctx, key)
	}
}

// waysIn are the actor's ways in beside the password.
func (h *Handlers) waysIn(c echo.Context) (ways peopleviews.WaysIn, err error) {
	ctx, a := c.Request().Context(), actor(c)
	ways.House = h.app.Access.House()
	if ways.SecondFactor, err = h.app.Access.SecondFactor(ctx, a); err != nil {
		return ways, err
	}
	ways.Identities, ways.MayLeave, err = h.app.Access.Identities(ctx, a)
	return ways, err
}
