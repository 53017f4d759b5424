package handlers

import (
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
	"trellis/views/words"
)

// largestFramework is the most that the files of one framework may hold, in bytes.
const largestFramework = 4 << 20

func (h *Handlers) newFrameworkPage(c echo.Context) error {
	if !policy.Scope(actor(c), policy.KeepFrameworks).All {
		return models.ErrNotFound
	}
	return h.showNewFramework(c, http.StatusOK, adminviews.FrameworkForm{})
}

func (h *Handlers) showNewFramework(c echo.Context, status int, form adminviews.FrameworkForm) error {
	page := h.oneFrame(c, "Add a framework", components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
	page.Failed = status != http.StatusOK
	form.Starter = policy.Scope(actor(c), policy.ChangeSettings).All
	return show(c, status, adminviews.NewFramework(page, form))
}

func (h *Handlers) uploadFramework(c echo.Context) error {
	files, err := frameworkFiles(c)
	if invalid, ok := problems(err); ok {
		return h.showNewFramework(c, http.StatusUnprocessableEntity, adminviews.FrameworkForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	done, err := h.app.Exchange.UploadFramework(c.Request().Context(), actor(c), files)
	if err != nil {
		return err
	}
	if done.IsRefused() {
		form := adminviews.FrameworkForm{Problems: models.Invalid{"file": "Put right what is wrong with the file"}, Report: &done.Report}
		return h.showNewFramework(c, http.StatusUnprocessableEntity, form)
	}
	return h.redirect(c, paths.Framework(done.Code, done.Version), uploadedWords(done))
}

// uploadedWords says what came of the files.
func uploadedWords(done exchange.UploadedFramework) string {
	switch {
	case done.State != models.Draft:
		return "This version is here already, and the file says the same"
	case done.Added+done.Changed == 0:
		return "This draft is as the file says. Look it over, and publish it"
	}
	return "Kept as a draft: " + words.Count(done.Added+done.Changed, "skill or role", "skills and roles") + " added or changed. Look it over, and publish it"
}

// frameworkFiles are the files that were sent: one, or two that belong together.
func frameworkFiles(c echo.Context) ([]exchange.Upload, error) {
	var headers []*multipart.FileHeader
	if form := c.Request().MultipartForm; form != nil {
		headers = form.File["file"]
	}
	if len(headers) == 0 || len(headers) > 2 {
		return nil, models.Invalid{"file": "Choose the file of the framework, or both of its files"}
	}
	var files []exchange.Upload
	size := int64(0)
	for _, header := range headers {
		if size += header.Size; size > largestFramework {
			return nil, models.Invalid{"file": "Choose a file of at most 4 MB"}
		}
		content, err := contentOf(header)
		if err != nil {
			return nil, err
		}
		files = append(files, exchange.Upload{Name: header.Filename, Content: content})
	}
	return files, nil
}
