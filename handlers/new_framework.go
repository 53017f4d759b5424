package handlers

import (
	"errors"
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/app/frameworks"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/adminviews"
	"trellis/views/components"
	"trellis/views/words"
)

// largestFramework is the most that the files of one framework may hold, in bytes.
const largestFramework = 12 << 20

func (h *Handlers) newFrameworkPage(c echo.Context) error {
	return h.showNewFramework(c, http.StatusOK, adminviews.FrameworkForm{})
}

func (h *Handlers) showNewFramework(c echo.Context, status int, form adminviews.FrameworkForm) error {
	page := h.oneFrame(c, "Add a framework", components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
	page.Failed = status != http.StatusOK
	form.Begins = frameworks.MayBegin(actor(c)) == nil
	form.Starter = policy.Scope(actor(c), policy.ChangeSettings).All
	return show(c, status, adminviews.NewFramework(page, form))
}

// lookAtFramework shows what the files would change, and keeps nothing.
func (h *Handlers) lookAtFramework(c echo.Context) error {
	files, err := frameworkFiles(c)
	if invalid, ok := problems(err); ok {
		return h.showNewFramework(c, http.StatusUnprocessableEntity, adminviews.FrameworkForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	looked, err := h.app.Exchange.LookAtFramework(c.Request().Context(), actor(c), files)
	if invalid, ok := problems(err); ok {
		return h.showNewFramework(c, http.StatusUnprocessableEntity, adminviews.FrameworkForm{Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.showLookedAt(c, http.StatusOK, files, adminviews.LookedAtPage{LookedAt: looked})
}

// showLookedAt shows the difference, with all that is needed to keep exactly that; or what is wrong with the files.
func (h *Handlers) showLookedAt(c echo.Context, status int, files []exchange.Upload, shown adminviews.LookedAtPage) (err error) {
	if shown.IsRefused() {
		form := adminviews.FrameworkForm{Problems: models.Invalid{"file": "Put right what is wrong with the file"}, Report: &shown.Report}
		return h.showNewFramework(c, http.StatusUnprocessableEntity, form)
	}
	if shown.Files, err = packed(files); err != nil {
		return err
	}
	page := h.oneFrame(c, "Look at the difference", components.Crumb{Label: "Frameworks", Href: paths.Frameworks})
	page.Failed = status != http.StatusOK
	return show(c, status, adminviews.FrameworkDifference(page, shown))
}

// keepFramework keeps as a draft what was shown, unless it is not so any more.
func (h *Handlers) keepFramework(c echo.Context) error {
	files, err := unpacked(c.FormValue("files"))
	if err != nil {
		return h.showNewFramework(c, http.StatusUnprocessableEntity, adminviews.FrameworkForm{Problems: models.Invalid{"file": "The file did not come through: choose it again"}})
	}
	in := exchange.KeepLookedAt{Files: files, Version: c.FormValue("version"), Shown: c.FormValue("shown")}
	done, err := h.app.Exchange.KeepLookedAt(c.Request().Context(), actor(c), in)
	invalid, refused := problems(err)
	if invalid["file"] != "" {
		return h.showNewFramework(c, http.StatusUnprocessableEntity, adminviews.FrameworkForm{Problems: invalid})
	}
	if refused {
		return h.showLookedAt(c, http.StatusUnprocessableEntity, files, adminviews.LookedAtPage{LookedAt: done, Problems: invalid, NewVersion: in.Version})
	}
	if errors.Is(err, models.ErrStale) {
		return h.showLookedAt(c, http.StatusConflict, files, adminviews.LookedAtPage{LookedAt: done, Stale: true})
	}
	if err != nil {
		return err
	}
	if done.IsRefused() {
		return h.showLookedAt(c, http.StatusUnprocessableEntity, files, adminviews.LookedAtPage{LookedAt: done})
	}
	return h.redirect(c, paths.Framework(done.Code, done.Version), "Kept as a draft: "+words.Count(done.Added+done.Changed, "skill or role", "skills and roles")+" added or changed. Look it over, and publish it")
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
			return nil, models.Invalid{"file": "Choose a file of at most 12 MB"}
		}
		content, err := contentOf(header)
		if err != nil {
			return nil, err
		}
		files = append(files, exchange.Upload{Name: header.Filename, Content: content})
	}
	return files, nil
}
