package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"trellis/app/attendance"
	"trellis/app/attendance/report"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/teachingviews"
)

func (h *Handlers) attendanceFiles(c echo.Context) error {
	page, err := h.app.Attendance.AttendanceFiles(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-attendance-files.csv", attendanceFilesTable(page))
	}
	return h.showAttendanceFiles(c, http.StatusOK, teachingviews.AttendanceFilesForm{AttendanceFiles: page})
}

func (h *Handlers) showAttendanceFiles(c echo.Context, status int, form teachingviews.AttendanceFilesForm) error {
	frame := h.cohortFrame(c, form.TaughtCohort, "Attendance files")
	frame.Failed = status != http.StatusOK
	return show(c, status, teachingviews.AttendanceFiles(frame, form))
}

// uploadAttendanceFiles takes any number of files, and leads on to the page on which they are looked at.
func (h *Handlers) uploadAttendanceFiles(c echo.Context) error {
	page, err := h.app.Attendance.AttendanceFiles(c.Request().Context(), actor(c), c.Param("code"))
	if err != nil {
		return err
	}
	in := attendance.UploadFiles{Cohort: page.Code}
	err = decode(c, &in)
	if err == nil {
		in.Files, err = uploadedReports(c)
	}
	if err == nil {
		err = h.app.Attendance.UploadFiles(c.Request().Context(), actor(c), in)
	}
	if invalid, ok := problems(err); ok {
		return h.showAttendanceFiles(c, http.StatusUnprocessableEntity, teachingviews.AttendanceFilesForm{AttendanceFiles: page, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.LookAtFiles(page.Code), "")
}

// uploadedReports are the files of the form, at most as many as may wait.
func uploadedReports(c echo.Context) (list []attendance.UploadedFile, err error) {
	form := c.Request().MultipartForm
	if form == nil {
		return nil, nil
	}
	if len(form.File["file"]) > attendance.MostFiles {
		return nil, models.Invalid{"file": "Choose at most " + strconv.Itoa(attendance.MostFiles) + " files at once"}
	}
	for _, header := range form.File["file"] {
		if header.Size > report.Largest {
			return nil, models.Invalid{"file": header.Filename + " is larger than 10 MB. Choose the report as the program saved it"}
		}
		content, err := contentOf(header)
		if err != nil {
			return nil, err
		}
		list = append(list, attendance.UploadedFile{Name: header.Filename, Content: content})
	}
	return list, nil
}

func (h *Handlers) dropAttendanceFile(c echo.Context) error {
	if err := h.app.Attendance.DropFile(c.Request().Context(), actor(c), c.Param("code"), models.ID(c.Param("file"))); err != nil {
		return err
	}
	return h.redirect(c, paths.AttendanceFiles(c.Param("code")), "Put aside. What was in the file is forgotten")
}

func (h *Handlers) lookAtFiles(c echo.Context) error {
	page, err := h.app.Attendance.LookAtFiles(c.Request().Context(), actor(c), attendance.LookAtFiles{Cohort: c.Param("code")})
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, page.Code+"-attendance.csv", lookedTable(page))
	}
	if len(page.Files) == 0 {
		return c.Redirect(http.StatusSeeOther, paths.AttendanceFiles(page.Code))
	}
	return h.showLook(c, http.StatusOK, page)
}

func (h *Handlers) showLook(c echo.Context, status int, page attendance.FilesPage) error {
	frame := h.cohortFrame(c, page.TaughtCohort, "Look at attendance files")
	frame.Wide, frame.Failed = true, status != http.StatusOK
	return show(c, status, teachingviews.LookAtFiles(frame, teachingviews.LookForm{FilesPage: page}))
}

// keepFiles keeps what the trainer confirms. Where an answer changes the marks, the page is shown with them first; where somebody has
// saved a register or dealt with a file meanwhile, it is shown as things are now.
func (h *Handlers) keepFiles(c echo.Context) error {
	in := attendance.LookAtFiles{Cohort: c.Param("code")}
	if err := decode(c, &in); err != nil {
		return err
	}
	if c.Request().PostForm.Has("again") {
		return h.lookAgain(c, http.StatusOK, in)
	}
	kept, err := h.app.Attendance.KeepFiles(c.Request().Context(), actor(c), in)
	if _, ok := problems(err); ok {
		return h.lookAgain(c, http.StatusUnprocessableEntity, in)
	}
	if errors.Is(err, models.ErrStale) {
		return h.lookAgain(c, http.StatusConflict, in)
	}
	if err != nil {
		return err
	}
	if kept.First == 0 {
		return h.redirect(c, paths.AttendanceFiles(in.Cohort), teachingviews.KeptWords(kept))
	}
	return h.redirect(c, paths.SessionRegister(in.Cohort, kept.First), teachingviews.KeptWords(kept))
}

// lookAgain shows the page with the answers given, and what is wrong.
func (h *Handlers) lookAgain(c echo.Context, status int, in attendance.LookAtFiles) error {
	page, err := h.app.Attendance.LookAtFiles(c.Request().Context(), actor(c), in)
	if err != nil {
		return err
	}
	if len(page.Files) == 0 {
		return h.redirect(c, paths.AttendanceFiles(page.Code), "These files are done already: somebody has kept them or put them aside")
	}
	if status == http.StatusOK {
		page.Changed = false
	}
	if status == http.StatusConflict {
		page.Stale = true
	}
	return h.showLook(c, status, page)
}

// lookedTable has a row for each person in the files, whoever they are.
func lookedTable(page attendance.FilesPage) [][]string {
	rows := [][]string{{"file", "line", "session", "name", "addresses", "person", "found_by", "minutes", "share", "suggested_mark"}}
	for _, r := range page.Rows {
		session, share := "", ""
		if r.Session > 0 {
			session = strconv.Itoa(r.Session)
		}
		minutes := ""
		if r.Known {
			minutes, share = strconv.Itoa(r.Minutes), strconv.Itoa(r.Share)
		}
		rows = append(rows, []string{r.File, strconv.Itoa(r.Line), session, r.Name, strings.Join(r.Addresses, " "), r.Person, string(r.By), minutes, share, string(r.Mark)})
	}
	return rows
}

// attendanceFilesTable has a row for each file that waits or was kept.
func attendanceFilesTable(page attendance.AttendanceFiles) [][]string {
	rows := [][]string{{"file", "uploaded_by", "uploaded_at", "kept_at"}}
	for _, f := range page.Waiting {
		rows = append(rows, []string{f.FileName, f.UploadedBy, moment(f.UploadedAt), ""})
	}
	for _, f := range page.Kept {
		rows = append(rows, []string{f.FileName, f.UploadedBy, moment(f.UploadedAt), moment(*f.KeptAt)})
	}
	return rows
}
