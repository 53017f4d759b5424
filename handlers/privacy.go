package handlers

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"trellis/app/privacy"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/layout"
	"trellis/views/privacyviews"
)

func (h *Handlers) accountData(c echo.Context) error {
	all, err := h.app.Privacy.Own(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := h.frame(c, "Everything about you", "")
	page.Crumbs = []components.Crumb{{Label: "Home", Href: paths.Home}, {Label: "Your account", Href: paths.Account}}
	return show(c, http.StatusOK, privacyviews.Own(page, all))
}

func (h *Handlers) accountDataFile(c echo.Context) error {
	all, err := h.app.Privacy.Own(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	return h.sendEverything(c, all)
}

// aboutFrame is the frame of a page of data protection about a person.
func (h *Handlers) aboutFrame(c echo.Context, title string, person models.Person) layout.Page {
	page := h.oneFrame(c, title, components.Crumb{Label: "People", Href: paths.People})
	page.Crumbs = append(page.Crumbs, components.Crumb{Label: person.Name, Href: paths.Person(person.ID)})
	return page
}

func (h *Handlers) personData(c echo.Context) error {
	all, err := h.app.Privacy.ToRedact(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, privacyviews.Redact(h.aboutFrame(c, "Everything about "+all.Person.Name, all.Person), all))
}

func (h *Handlers) personDataFile(c echo.Context) error {
	all, err := h.app.Privacy.Export(c.Request().Context(), actor(c), models.ID(c.Param("id")), c.Request().PostForm["leave_out"])
	if err != nil {
		return err
	}
	return h.sendEverything(c, all)
}

// sendEverything answers with a ZIP file: one file to read, one for programs, and those that the person handed in. It is sent
// while it is written: what fails later cuts it off.
func (h *Handlers) sendEverything(c echo.Context, all privacy.Everything) error {
	ctx := c.Request().Context()
	var page, data bytes.Buffer
	if err := privacyviews.File(all).Render(ctx, &page); err != nil {
		return err
	}
	encoder := json.NewEncoder(&data)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(everythingOf(all)); err != nil {
		return err
	}
	name := "everything-" + all.At.In(models.London()).Format(time.DateOnly) + ".zip"
	c.Response().Header().Set(echo.HeaderContentType, "application/zip")
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`"`)
	c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
	archive := zip.NewWriter(c.Response())
	add := func(name string, content []byte) error {
		part, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: all.At})
		if err == nil {
			_, err = part.Write(content)
		}
		return err
	}
	n := 0
	err := errors.Join(add("everything.html", page.Bytes()), add("everything.json", data.Bytes()))
	if err == nil {
		err = h.app.Privacy.EachFile(ctx, all, func(file models.File, content []byte) error {
			n++
			return add(fmt.Sprintf("files/%d-%s", n, file.Name), content)
		})
	}
	if err != nil {
		return err
	}
	return archive.Close()
}

// everythingFile is what everything.json holds; docs/data-protection.md describes it.
type everythingFile struct {
	Format  string     `json:"format"`
	About   string     `json:"about"`
	At      time.Time  `json:"at"`
	OnHold  bool       `json:"on_hold"`
	LeftOut int        `json:"left_out"`
	Held    []heldFile `json:"held"`
}

type heldFile struct {
	Table   string           `json:"table"`
	Title   string           `json:"title"`
	From    string           `json:"from"`
	Columns []string         `json:"columns"`
	Rows    []map[string]any `json:"rows"`
}

func everythingOf(all privacy.Everything) everythingFile {
	file := everythingFile{Format: "trellis-everything/1", About: all.Person.Name, At: all.At, OnHold: all.OnHold, LeftOut: all.LeftOut}
	for _, held := range all.Held {
		rows := held.Rows
		if rows == nil {
			rows = []map[string]any{}
		}
		file.Held = append(file.Held, heldFile{Table: held.Table, Title: held.Title, From: held.From, Columns: held.Columns, Rows: rows})
	}
	return file
}

func (h *Handlers) holdPage(c echo.Context) error {
	return h.showHold(c, http.StatusOK, privacyviews.HoldForm{})
}

func (h *Handlers) showHold(c echo.Context, status int, form privacyviews.HoldForm) error {
	page, err := h.app.Privacy.HoldPage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	frame := h.aboutFrame(c, "Hold on "+page.Person.Name, page.Person)
	frame.Failed = form.Problems != nil
	return show(c, status, privacyviews.Hold(frame, page, form))
}

func (h *Handlers) placeHold(c echo.Context) error {
	var in privacy.Hold
	if err := decode(c, &in); err != nil {
		return err
	}
	id := models.ID(c.Param("id"))
	err := h.app.Privacy.PlaceHold(c.Request().Context(), actor(c), id, in)
	if invalid, ok := problems(err); ok {
		return h.showHold(c, http.StatusUnprocessableEntity, privacyviews.HoldForm{Hold: in, Problems: invalid})
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(id), "Everything about this person is on hold")
}

func (h *Handlers) liftHold(c echo.Context) error {
	id := models.ID(c.Param("id"))
	if err := h.app.Privacy.LiftHold(c.Request().Context(), actor(c), id); err != nil {
		return err
	}
	return h.redirect(c, paths.Person(id), "The hold is lifted")
}

func (h *Handlers) erasePage(c echo.Context) error {
	page, err := h.app.Privacy.ErasurePage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	return show(c, http.StatusOK, privacyviews.Erasure(h.aboutFrame(c, "Erase "+page.Person.Name, page.Person), page))
}

func (h *Handlers) eraseForGoodPage(c echo.Context) error {
	return h.showEraseForGood(c, http.StatusOK, "", nil)
}

func (h *Handlers) showEraseForGood(c echo.Context, status int, typed string, invalid models.Invalid) error {
	page, err := h.app.Privacy.ErasurePage(c.Request().Context(), actor(c), models.ID(c.Param("id")))
	if err != nil {
		return err
	}
	if page.Refused != "" && invalid == nil {
		return c.Redirect(http.StatusSeeOther, paths.ErasePerson(page.Person.ID))
	}
	frame := h.aboutFrame(c, "Erase "+page.Person.Name+" for good", page.Person)
	frame.Failed = invalid != nil
	return show(c, status, privacyviews.EraseForGood(frame, page, typed, invalid))
}

func (h *Handlers) eraseForGood(c echo.Context) error {
	var in privacy.Erase
	if err := decode(c, &in); err != nil {
		return err
	}
	id := models.ID(c.Param("id"))
	err := h.app.Privacy.Erase(c.Request().Context(), actor(c), id, in)
	if invalid, ok := problems(err); ok {
		return h.showEraseForGood(c, http.StatusUnprocessableEntity, in.Name, invalid)
	}
	if err != nil {
		return err
	}
	return h.redirect(c, paths.Person(id), "The person is erased")
}
