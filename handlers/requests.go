package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/skills"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/skillsviews"
	"trellis/views/words"
)

// underRequests is the frame of a page below the requests.
func (h *Handlers) underRequests(c echo.Context, title string) layout.Page {
	page := h.underSkills(c, title)
	page.Crumbs = append(page.Crumbs, components.Crumb{Label: "Asking others", Href: paths.Requests})
	return page
}

func (h *Handlers) requests(c echo.Context) error {
	page, err := h.app.Skills.Requests(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "requests.csv", page.Table())
	}
	return show(c, http.StatusOK, skillsviews.Requests(h.underSkills(c, "Asking others"), page))
}

func (h *Handlers) askOthersPage(c echo.Context) error {
	return h.showAskOthers(c, http.StatusOK, nil, nil)
}

func (h *Handlers) showAskOthers(c echo.Context, status int, refused *skills.AskOthers, problems models.Invalid) error {
	page, err := h.app.Skills.AskOthersPage(c.Request().Context(), actor(c), c.QueryParam("skill"))
	if err != nil {
		return err
	}
	if refused != nil {
		page.Input = *refused
	}
	frame := h.underRequests(c, "Ask somebody where you stand")
	frame.Failed = len(problems) > 0
	return show(c, status, skillsviews.AskOthers(frame, page, problems))
}

func (h *Handlers) askOthers(c echo.Context) error {
	var in skills.AskOthers
	err := decode(c, &in)
	about := 0
	if err == nil {
		about, err = h.app.Skills.AskOthers(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showAskOthers(c, http.StatusUnprocessableEntity, &in, invalid)
	}
	if err != nil {
		return err
	}
	said := "Asked about " + words.Count(about, "skill", "skills")
	if in.Email != "" {
		said += ". If somebody here has this address they are told, and you hear when they answer"
	}
	return h.redirect(c, paths.Requests, said)
}

func (h *Handlers) judgePage(c echo.Context) error {
	return h.showJudge(c, http.StatusOK, skills.JudgePage{}, nil)
}

// showJudge asks where somebody stands: as it stands, or with what was refused and its problems.
func (h *Handlers) showJudge(c echo.Context, status int, refused skills.JudgePage, problems models.Invalid) error {
	page, err := h.app.Skills.JudgePage(c.Request().Context(), actor(c), models.ID(c.Param("request")))
	if err != nil {
		return err
	}
	page.Input, page.Why = refused.Input, refused.Why
	frame := h.underRequests(c, skillsviews.RequestTitle(page))
	frame.Failed = len(problems) > 0
	return show(c, status, skillsviews.Judge(frame, page, problems, status == http.StatusConflict))
}

func (h *Handlers) judge(c echo.Context) error {
	var in skills.Judge
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Skills.Judge(c.Request().Context(), actor(c), models.ID(c.Param("request")), in)
	return h.judged(c, skills.JudgePage{Input: in}, err, "Sent. Thank you")
}

func (h *Handlers) declineRequest(c echo.Context) error {
	var in skills.Decline
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Skills.Decline(c.Request().Context(), actor(c), models.ID(c.Param("request")), in)
	return h.judged(c, skills.JudgePage{Why: in}, err, "Declined. They are told")
}

// judged goes on to the requests, or shows what was refused, or what has changed meanwhile.
func (h *Handlers) judged(c echo.Context, refused skills.JudgePage, err error, said string) error {
	if invalid, ok := problems(err); ok {
		return h.showJudge(c, http.StatusUnprocessableEntity, refused, invalid)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showJudge(c, http.StatusConflict, refused, nil)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Requests, said)
}

func (h *Handlers) withdrawRequest(c echo.Context) error {
	err := h.app.Skills.WithdrawRequest(c.Request().Context(), actor(c), models.ID(c.Param("request")))
	return h.requestChanged(c, err, "Withdrawn. They are not asked any more")
}

func (h *Handlers) remindRequest(c echo.Context) error {
	err := h.app.Skills.RemindRequest(c.Request().Context(), actor(c), models.ID(c.Param("request")))
	return h.requestChanged(c, err, "Reminded. You can do so again in a week")
}

// requestChanged goes back to the list, which shows what became of the request meanwhile.
func (h *Handlers) requestChanged(c echo.Context, err error, said string) error {
	if errors.Is(err, models.ErrStale) {
		said, err = "This had changed already. Here is how it stands", nil
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Requests, said)
}
