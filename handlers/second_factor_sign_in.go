package handlers

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"trellis/app/access"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/peopleviews"
)

// What the session of somebody holds whose first way in succeeded, and who has not entered their second factor: nobody is
// signed in by it.
const (
	sessionPending        = "pending person"
	sessionPendingWay     = "pending way"
	sessionPendingNext    = "pending next"
	sessionPendingMessage = "pending message"
	sessionPendingUntil   = "pending until" // seconds since 1970
	sessionPendingSince   = "pending since" // microseconds since 1970
)

// sessionByLink says that this browser signed in by a one-time link.
const sessionByLink = "by link"

// sessionProblem is what went wrong, for the next page to say.
const sessionProblem = "problem"

// pendingLife is how long somebody may take for the second step, or for connecting an account.
const pendingLife = 10 * time.Minute

// entry is somebody who has shown who they are in one way, and where they want to go.
type entry struct {
	Person  models.ID
	Way     models.Way
	Next    string    // one of our own addresses
	Message string    // what they are told there; empty for nothing
	Since   time.Time // when they began to show it
}

// enter answers the request of somebody whose first way in succeeded: they are asked for their second factor where they
// have one, and are signed in otherwise. A guest of the demonstration has none.
func (h *Handlers) enter(c echo.Context, in entry) error {
	if in.Since.IsZero() { // what they used just now was not there before
		in.Since = h.app.Access.Now()
	}
	if in.Way == models.ByDemonstration {
		return h.begin(c, in)
	}
	asks, err := h.app.Access.AsksSecondFactor(c.Request().Context(), in.Person)
	if err != nil {
		return err
	}
	if asks {
		return h.askSecondFactor(c, in)
	}
	return h.begin(c, in)
}

// begin signs somebody in on this browser. Where an account of another house waits to be connected, they are asked first.
func (h *Handlers) begin(c echo.Context, in entry) error {
	ctx := c.Request().Context()
	device, err := h.app.Access.BeginDevice(ctx, access.BeginDevice{
		Person: in.Person, Way: in.Way, Browser: web.Browser(c.Request().UserAgent()), Since: in.Since,
	})
	if errors.Is(err, models.ErrStale) {
		return h.signInAgain(c)
	}
	if err != nil {
		return err
	}
	if err := h.freshSession(ctx); err != nil {
		return err
	}
	h.sessions.Put(ctx, sessionPerson, string(in.Person))
	h.sessions.Put(ctx, sessionDevice, string(device.ID))
	if in.Way == models.ByLink {
		h.sessions.Put(ctx, sessionByLink, true)
	}
	if _, waits := h.waitingIdentity(ctx); waits {
		return h.redirect(c, paths.OpenIDConnectThen(in.Next), "")
	}
	return h.redirect(c, in.Next, in.Message)
}

// askSecondFactor keeps who it is, and asks.
func (h *Handlers) askSecondFactor(c echo.Context, in entry) error {
	ctx := c.Request().Context()
	if err := h.freshSession(ctx); err != nil {
		return err
	}
	h.sessions.Put(ctx, sessionPending, string(in.Person))
	h.sessions.Put(ctx, sessionPendingWay, string(in.Way))
	h.sessions.Put(ctx, sessionPendingNext, in.Next)
	h.sessions.Put(ctx, sessionPendingMessage, in.Message)
	h.sessions.Put(ctx, sessionPendingUntil, h.soon())
	h.sessions.Put(ctx, sessionPendingSince, in.Since.UnixMicro())
	return c.Redirect(http.StatusSeeOther, paths.SignInSecondFactor)
}

// pending is who has still to enter their second factor, while they may.
func (h *Handlers) pending(ctx context.Context) (entry, bool) {
	in := entry{
		Person:  models.ID(h.sessions.GetString(ctx, sessionPending)),
		Way:     models.Way(h.sessions.GetString(ctx, sessionPendingWay)),
		Next:    ours(h.sessions.GetString(ctx, sessionPendingNext)),
		Message: h.sessions.GetString(ctx, sessionPendingMessage),
		Since:   time.UnixMicro(h.sessions.GetInt64(ctx, sessionPendingSince)),
	}
	return in, in.Person.Known() && h.lasts(ctx, sessionPendingUntil)
}

// soon is when something that begins now has run out.
func (h *Handlers) soon() int64 { return h.app.Access.Now().Add(pendingLife).Unix() }

// lasts tells whether the time that the session holds has not come.
func (h *Handlers) lasts(ctx context.Context, key string) bool {
	return h.app.Access.Now().Unix() < h.sessions.GetInt64(ctx, key)
}

// freshSession empties the session and gives it a new token: one that somebody planted before is worth nothing. An account
// that waits to be connected goes on waiting: its owner is asked before it is.
func (h *Handlers) freshSession(ctx context.Context) error {
	who, waits := h.waitingIdentity(ctx)
	until := h.sessions.GetInt64(ctx, sessionIdentityUntil)
	if err := h.sessions.Clear(ctx); err != nil {
		return err
	}
	if waits {
		h.keepIdentity(ctx, who, until)
	}
	return h.sessions.RenewToken(ctx)
}

func (h *Handlers) secondFactorPage(c echo.Context) error {
	if actor(c).SignedIn() {
		return c.Redirect(http.StatusSeeOther, paths.Home)
	}
	if _, pending := h.pending(c.Request().Context()); !pending {
		return h.signInAgain(c)
	}
	return h.showSecondFactorPage(c, http.StatusOK, nil)
}

func (h *Handlers) showSecondFactorPage(c echo.Context, status int, invalid models.Invalid) error {
	page := h.frame(c, "Enter your code", "")
	page.Failed, page.NoIndex = len(invalid) > 0, true
	return show(c, status, peopleviews.AskSecondFactor(page, invalid))
}

func (h *Handlers) proveSecondFactor(c echo.Context) error {
	ctx := c.Request().Context()
	in, pending := h.pending(ctx)
	if !pending {
		return h.signInAgain(c)
	}
	err := h.app.Access.ProveSecondFactor(ctx, in.Person, c.Request().PostFormValue("code"))
	if invalid, ok := problems(err); ok {
		return h.showSecondFactorPage(c, http.StatusUnprocessableEntity, invalid)
	}
	if errors.Is(err, models.ErrStale) { // it was reset meanwhile
		return h.signInAgain(c)
	}
	if err != nil {
		return err
	}
	return h.begin(c, in)
}

// signInAgain answers somebody who took too long.
func (h *Handlers) signInAgain(c echo.Context) error {
	return h.wrong(c, paths.SignIn, models.Invalid{"way": "That took longer than 10 minutes, or was begun in another browser. Sign in again"})
}

// wrong goes on to a page which says what went wrong.
func (h *Handlers) wrong(c echo.Context, path string, invalid models.Invalid) error {
	h.sessions.Put(c.Request().Context(), sessionProblem, invalid["way"])
	return c.Redirect(http.StatusSeeOther, path)
}

// wrongBefore is what went wrong in the request before, told once.
func (h *Handlers) wrongBefore(ctx context.Context) models.Invalid {
	if text := h.sessions.PopString(ctx, sessionProblem); text != "" {
		return models.Invalid{"way": text}
	}
	return nil
}
