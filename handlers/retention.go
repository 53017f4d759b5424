package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/privacyviews"
)

func (h *Handlers) retention(c echo.Context) error {
	rules, err := h.app.Privacy.Rules(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := h.listFrame(c, "How long things are kept")
	return show(c, http.StatusOK, privacyviews.Retention(page, rules))
}

func (h *Handlers) retentionRule(c echo.Context) error {
	return h.showRule(c, http.StatusOK, nil)
}

func (h *Handlers) showRule(c echo.Context, status int, form *privacyviews.RuleForm) error {
	rule, err := h.app.Privacy.Rule(c.Request().Context(), actor(c), models.RetentionKind(c.Param("kind")))
	if err != nil {
		return err
	}
	if form == nil {
		as := privacyviews.FormOf(rule)
		form = &as
	}
	page := h.oneFrame(c, privacyviews.RuleTitle(rule), components.Crumb{Label: "How long things are kept", Href: paths.Retention})
	page.Failed = form.Problems != nil
	return show(c, status, privacyviews.Rule(page, rule, *form))
}

func (h *Handlers) changeRetention(c echo.Context) error {
	kind, typed := models.RetentionKind(c.Param("kind")), strings.TrimSpace(c.Request().PostForm.Get("days"))
	days, err := strconv.Atoi(typed)
	if err != nil {
		return h.showRule(c, http.StatusUnprocessableEntity, &privacyviews.RuleForm{Days: typed, Problems: models.Invalid{"days": "Enter the days as a whole number"}})
	}
	err = h.app.Privacy.ChangeRule(c.Request().Context(), actor(c), kind, privacy.KeepFor{Days: days})
	if invalid, ok := problems(err); ok {
		return h.showRule(c, http.StatusUnprocessableEntity, &privacyviews.RuleForm{Days: typed, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.RetentionRule(kind), "The rule is changed, and rests until what it would do is accepted")
}

func (h *Handlers) acceptRetention(c echo.Context) error {
	kind := models.RetentionKind(c.Param("kind"))
	days, err := strconv.Atoi(c.Request().PostForm.Get("days"))
	if err != nil {
		days = 0 // which no rule says, and so no preview
	}
	err = h.app.Privacy.AcceptRule(c.Request().Context(), actor(c), kind, days)
	if errors.Is(err, models.ErrStale) {
		return h.redirect(c, paths.RetentionRule(kind), "Somebody has changed the rule since: look at what it would do now")
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.RetentionRule(kind), "The rule acts from the next midnight on")
}

func (h *Handlers) stopRetention(c echo.Context) error {
	kind := models.RetentionKind(c.Param("kind"))
	if err := h.app.Privacy.StopRule(c.Request().Context(), actor(c), kind); err != nil {
		return err
	}
	return h.redirect(c, paths.RetentionRule(kind), "The rule does nothing any more")
}
