package handlers

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"trellis/app/policy"
	"trellis/app/reports"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/reportsviews"
)

// networkTraining shows what the training of the network needs.
func (h *Handlers) networkTraining(c echo.Context) error {
	page, err := h.app.Reports.Training(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "training.csv", trainingTable(page))
	}
	frame, err := h.networkFrame(c, "Training")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.Training(frame, page))
}

// trainingTable is how full each course is.
func trainingTable(page reports.Training) [][]string {
	rows := [][]string{{"course", "cohorts", "places", "held", "free", "waiting"}}
	for _, f := range page.Courses {
		rows = append(rows, []string{f.Title, strconv.Itoa(f.Cohorts), strconv.Itoa(f.Places), strconv.Itoa(f.Held), strconv.Itoa(f.Free()), strconv.Itoa(f.Waiting)})
	}
	return rows
}

// networkCalendar shows every cohort by month.
func (h *Handlers) networkCalendar(c echo.Context) error {
	page, err := h.app.Reports.TrainingCalendar(c.Request().Context(), actor(c), c.QueryParam("course"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "cohorts.csv", calendarTable(page))
	}
	frame, err := h.networkFrame(c, "Calendar of cohorts")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.TrainingCalendar(frame, page))
}

func calendarTable(page reports.TrainingCalendar) [][]string {
	head := []string{"code", "name", "course", "stage", "starts", "ends", "places", "held", "waiting"}
	for _, month := range page.Months {
		head = append(head, "sessions_"+string(month)[:len("2026-11")])
	}
	rows := [][]string{head}
	for _, r := range page.Rows {
		row := []string{
			r.Code, r.Name, r.CourseTitle, string(r.Stage), moment(r.Starts), moment(r.Ends), strconv.Itoa(r.Places()), strconv.Itoa(r.Placed + r.Offered), strconv.Itoa(r.Waiting),
		}
		for _, n := range r.Sessions {
			row = append(row, strconv.Itoa(n))
		}
		rows = append(rows, row)
	}
	return rows
}

// networkSupply sets what is wanted beside what there is.
func (h *Handlers) networkSupply(c echo.Context) error {
	page, err := h.app.Reports.Supply(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "demand-and-supply.csv", reportsviews.SupplyTable(page))
	}
	frame, err := h.networkFrame(c, "Demand and supply")
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, reportsviews.Supply(frame, page))
}

// leadsTraining adds the pages of who leads the training of the network.
func leadsTraining(c echo.Context, page *layout.Page) {
	if policy.May(actor(c), policy.LeadTraining) {
		page.Beside = append([]components.SubItem{
			{Label: "Training", Href: paths.NetworkTraining}, {Label: "Calendar", Href: paths.NetworkCalendar}, {Label: "Demand and supply", Href: paths.NetworkSupply},
		}, page.Beside...)
	}
}
