package handlers

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

func (h *Handlers) decidePage(c echo.Context) error {
	return h.showDecide(c, http.StatusOK, teachingviews.DecideForm{})
}

func (h *Handlers) showDecide(c echo.Context, status int, form teachingviews.DecideForm) error {
	var err error
	form.DecidePage, err = h.app.Records.DecidePage(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("enrolment")))
	if err != nil {
		return err
	}
	page := h.completeFrame(c, "Decide whether "+form.Person.Name+" completes", form.Cohort)
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Decide(page, form))
}

func (h *Handlers) decideCompletion(c echo.Context) error {
	in := records.Decide{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Records.Decide(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showDecide(c, http.StatusUnprocessableEntity, teachingviews.DecideForm{In: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Complete(in.Cohort), "The decision is saved")
}

func (h *Handlers) takeBackDecision(c echo.Context) error {
	in := records.TakeBack{Cohort: c.Param("code"), Enrolment: models.ID(c.Param("enrolment"))}
	err := h.app.Records.TakeBack(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showDecide(c, http.StatusUnprocessableEntity, teachingviews.DecideForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Complete(in.Cohort), "The decision is taken back: the rule decides")
}

func (h *Handlers) correctRecordPage(c echo.Context) error {
	return h.showCorrectRecord(c, http.StatusOK, teachingviews.CorrectForm{})
}

func (h *Handlers) showCorrectRecord(c echo.Context, status int, form teachingviews.CorrectForm) error {
	var err error
	if _, err = h.recordOfCohort(c); err != nil {
		return err
	}
	if form.CorrectPage, err = h.app.Records.CorrectPage(c.Request().Context(), actor(c), c.Param("record")); err != nil {
		return err
	}
	page := h.completeFrame(c, "Correct record "+form.Record.Code, form.Cohort)
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Correct(page, form))
}

func (h *Handlers) correctRecord(c echo.Context) error {
	if _, err := h.recordOfCohort(c); err != nil {
		return err
	}
	in := records.Correct{Record: c.Param("record")}
	if err := decode(c, &in); err != nil {
		return err
	}
	record, err := h.app.Records.Correct(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showCorrectRecord(c, http.StatusUnprocessableEntity, teachingviews.CorrectForm{In: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Complete(c.Param("code")), "Record "+record.Code+" has taken the place of "+in.Record)
}

// renameRecord gives the holder their record under the name that they have now.
func (h *Handlers) renameRecord(c echo.Context) error {
	record, err := h.app.Records.Rename(c.Request().Context(), actor(c), records.Rename{Record: c.Param("code")})
	if _, refused := problems(err); refused { // it was withdrawn or replaced meanwhile, and its page says so
		return h.redirect(c, paths.Record(c.Param("code")), "")
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Record(record.Code), "This record has your name as it is now. The old number still answers, and leads here")
}

func (h *Handlers) courseRule(c echo.Context) error {
	form := teachingviews.RuleForm{}
	var err error
	if form.RulePage, err = h.app.Records.RulePage(c.Request().Context(), actor(c), c.Param("code"), c.QueryParam("version")); err != nil {
		return err
	}
	if c.QueryParam("applies_from") != "" { // back from the preview: what was typed stays
		if err := decodeFrom(c.QueryParams(), &form.In); err != nil {
			form.Problems, _ = problems(err)
		}
	}
	return h.showCourseRule(c, http.StatusOK, form)
}

func (h *Handlers) showCourseRule(c echo.Context, status int, form teachingviews.RuleForm) error {
	page := h.courseFrame(c, "Completion rule of "+form.Course.Title, form.Course)
	page.Failed = len(form.Problems) > 0
	return show(c, status, teachingviews.Rule(page, form))
}

func (h *Handlers) previewRule(c echo.Context) error {
	var in records.ChangeRule
	if err := decodeFrom(c.QueryParams(), &in); err != nil {
		if _, ok := problems(err); !ok {
			return err
		}
	}
	page, err := h.app.Records.PreviewRule(c.Request().Context(), actor(c), c.Param("code"), in)
	invalid, refused := problems(err)
	if err != nil && !refused {
		return err
	}
	status := http.StatusOK
	if refused {
		status = http.StatusUnprocessableEntity
	}
	return h.showCourseRule(c, status, teachingviews.RuleForm{RulePage: page, Problems: invalid})
}

func (h *Handlers) changeRule(c echo.Context) error {
	var in records.ChangeRule
	if err := decode(c, &in); err != nil {
		return err
	}
	ctx, code := c.Request().Context(), c.Param("code")
	err := h.app.Records.ChangeRule(ctx, actor(c), code, in)
	invalid, refused := problems(err)
	stale := errors.Is(err, models.ErrStale)
	if err == nil {
		return h.redirect(c, paths.CourseRule(code)+"?version="+in.Version, "The rule is changed")
	}
	if !refused && !stale {
		return err
	}
	page, err := h.app.Records.PreviewRule(ctx, actor(c), code, in)
	if _, unclear := problems(err); err != nil && !unclear {
		return err
	}
	form := teachingviews.RuleForm{RulePage: page, Problems: invalid, Stale: stale}
	if stale {
		return h.showCourseRule(c, http.StatusConflict, form)
	}
	return h.showCourseRule(c, http.StatusUnprocessableEntity, form)
}
