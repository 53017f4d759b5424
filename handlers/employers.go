package handlers

import (
	"cmp"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/people"
	"trellis/app/records"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/evaluationviews"
	"trellis/views/peopleviews"
)

func (h *Handlers) employers(c echo.Context) error {
	list, err := h.app.Records.Employers(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		rows := [][]string{{"code", "name", "ods_code", "files_handed_out"}}
		for _, e := range list {
			rows = append(rows, []string{e.Code, e.Name, e.ODSCode, strconv.Itoa(e.Exports)})
		}
		return sendCSV(c, "employers.csv", rows)
	}
	frame, err := h.networkFrame(c, "Completions for employers")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, evaluationviews.Employers(frame, list))
}

func (h *Handlers) employer(c echo.Context) error {
	return h.showEmployer(c, http.StatusOK, evaluationviews.EmployerForm{})
}

func (h *Handlers) showEmployer(c echo.Context, status int, form evaluationviews.EmployerForm) error {
	period := records.Period{From: models.Date(c.QueryParam("from")), Until: models.Date(c.QueryParam("until"))}
	if status != http.StatusOK && form.Typed == nil { // the period that was posted
		period = records.Period{From: models.Date(c.Request().PostForm.Get("from")), Until: models.Date(c.Request().PostForm.Get("until"))}
	}
	page, err := h.app.Records.EmployerPage(c.Request().Context(), actor(c), c.Param("code"), period)
	if err != nil {
		return err
	}
	if form.EmployerPage = page; page.Problems != nil {
		status = http.StatusUnprocessableEntity
	}
	frame := h.frame(c, "Completions of "+page.Name, "network")
	frame.Wide, frame.Failed = true, status == http.StatusUnprocessableEntity
	frame.Crumbs = []components.Crumb{{Label: "Network", Href: paths.NetworkSkills}, {Label: "Employers", Href: paths.Employers}}
	return show(c, status, evaluationviews.Employer(frame, form))
}

func (h *Handlers) keepColumns(c echo.Context) error {
	in := typedColumns(c)
	if _, err := h.app.Records.EmployerPage(c.Request().Context(), actor(c), in.Code, records.Period{}); err != nil {
		return err
	}
	err := h.app.Records.KeepColumns(c.Request().Context(), actor(c), in)
	if invalid, ok := problems(err); ok {
		return h.showEmployer(c, http.StatusUnprocessableEntity, evaluationviews.EmployerForm{Typed: &in, Problems: invalid})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showEmployer(c, http.StatusConflict, evaluationviews.EmployerForm{Typed: &in, Stale: true})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Employer(in.Code), "The columns are saved")
}

// typedColumns reads the columns in the turns that were typed. A column of nothing is left out, and one without a name is called
// after what is in it.
func typedColumns(c echo.Context) records.KeepColumns {
	form := c.Request().PostForm
	in := records.KeepColumns{Code: c.Param("code"), DateFormat: form.Get("date_format")}
	in.Version, _ = strconv.Atoi(form.Get("version")) // what is no number is no version that there is
	in.Mapping.PerCompetence = form.Get("rows") == "competence"
	at := func(name string, i int) string {
		if list := form[name]; i < len(list) {
			return strings.Join(strings.Fields(list[i]), " ")
		}
		return ""
	}
	type turned struct {
		models.MappedColumn
		turn int
	}
	var columns []turned
	for i, field := range form["field"] {
		if field == "" {
			continue
		}
		column := turned{MappedColumn: models.MappedColumn{Field: field, Title: at("title", i)}, turn: i + 1}
		if n, err := strconv.Atoi(at("turn", i)); err == nil {
			column.turn = n
		}
		if field == evaluationviews.AlwaysSays {
			column.Field, column.Says = "", at("says", i)
		} else {
			column.Title = cmp.Or(column.Title, evaluationviews.FieldTitle(field))
		}
		columns = append(columns, column)
	}
	slices.SortStableFunc(columns, func(a, b turned) int { return cmp.Compare(a.turn, b.turn) })
	for _, column := range columns {
		in.Mapping.Columns = append(in.Mapping.Columns, column.MappedColumn)
	}
	return in
}

func (h *Handlers) exportCompletions(c echo.Context) error {
	form := c.Request().PostForm
	period := records.Period{From: models.Date(form.Get("from")), Until: models.Date(form.Get("until"))}
	rows, err := h.app.Records.ExportCompletions(c.Request().Context(), actor(c), c.Param("code"), period)
	if _, ok := problems(err); ok {
		return h.showEmployer(c, http.StatusUnprocessableEntity, evaluationviews.EmployerForm{})
	}
	if err != nil {
		return err
	}
	return sendCSV(c, "completions-"+c.Param("code")+".csv", rows)
}

func (h *Handlers) staffNumberPage(c echo.Context) error {
	return h.showStaffNumber(c, http.StatusOK, nil, nil)
}

func (h *Handlers) showStaffNumber(c echo.Context, status int, sent *people.StaffNumber, problems models.Invalid) error {
	account, err := h.app.People.Account(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	at := slices.IndexFunc(account.Posts, func(p people.NamedPost) bool { return p.ID == models.ID(c.Param("id")) })
	if at < 0 {
		return models.ErrNotFound
	}
	form := peopleviews.StaffNumberForm{Post: account.Posts[at], Number: account.Posts[at].StaffNumber, Problems: problems}
	if sent != nil {
		form.Number = sent.Number
	}
	frame := h.frame(c, "Your staff number", "")
	frame.Failed = problems != nil
	frame.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Your account", Href: paths.Account}}
	return show(c, status, peopleviews.StaffNumber(frame, form))
}

func (h *Handlers) keepStaffNumber(c echo.Context) error {
	in := people.StaffNumber{Post: models.ID(c.Param("id"))}
	err := decode(c, &in)
	if err == nil {
		err = h.app.People.KeepStaffNumber(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showStaffNumber(c, http.StatusUnprocessableEntity, &in, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Account, "Your staff number is saved")
}
