package handlers

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/app/attendance/report"
	"trellis/app/badge"
	"trellis/app/exchange"
	"trellis/app/files"
	"trellis/models"
	"trellis/models/paths"
)

// usualBody is the most that a form without a file may hold, in bytes.
const usualBody = 1 << 20

// uploads are the routes whose forms bring a file, with the most that the whole form may hold, in bytes. No other route
// reads a form with a file.
func uploads() map[string]int64 {
	return map[string]int64{
		"/admin/frameworks/new": largestFramework + 1<<20,
		"/admin/imports/new":    exchange.LargestImport + 64<<10,
		"/admin/settings":       usualBody,
		"/verify/file":          badge.Largest + 64<<10,

		paths.NewFrameworkKeep: 2 * largestFramework, // packed, and written in letters

		paths.NewPastLearning: 4 * largestPastLearning,

		"/teaching/courses/:code/units/:n/file":         files.Largest + 64<<10,
		"/teaching/cohorts/:code/sessions/:n/materials": files.Largest + 64<<10,
		"/teaching/cohorts/:code/attendance":            4*report.Largest + 64<<10,
		"/enrolments/:id/assignments/:unit":             models.MostHandedInBytes + 128<<10,
		"/enrolments/:id/assignments/:unit/draft":       models.MostHandedInBytes + 128<<10,
	}
}

// limited cuts a request off where its body is larger than the route takes.
func limited(next echo.HandlerFunc) echo.HandlerFunc {
	largest := uploads()
	return func(c echo.Context) error {
		r := c.Request()
		limit, ok := largest[c.Path()]
		if kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType)); !ok || err != nil || kind != echo.MIMEMultipartForm {
			limit = usualBody
		}
		r.Body = http.MaxBytesReader(c.Response(), r.Body, limit)
		return next(c)
	}
}

// readForm reads the query and the posted form. A form with a file is read where the route takes one, and held in memory.
func readForm(c echo.Context) error {
	r := c.Request()
	if err := r.ParseForm(); err != nil {
		return err
	}
	limit, takes := uploads()[c.Path()]
	kind, _, err := mime.ParseMediaType(r.Header.Get(echo.HeaderContentType))
	if !takes || err != nil || kind != echo.MIMEMultipartForm {
		return nil
	}
	return r.ParseMultipartForm(limit)
}

// uploaded is the file of a field: its name as people know it, and what is in it; nil where none was chosen. One of more than
// most bytes is a problem at the field, in the words given.
func uploaded(c echo.Context, field string, most int64, tooLarge string) (name string, content []byte, err error) {
	header, err := c.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	if header.Size > most {
		return "", nil, models.Invalid{field: tooLarge}
	}
	content, err = contentOf(header)
	return header.Filename, content, err
}

// contentOf is all that is in a file of a form.
func contentOf(header *multipart.FileHeader) (content []byte, err error) {
	file, err := header.Open()
	if err != nil {
		return nil, err
	}
	content, err = io.ReadAll(file)
	return content, errors.Join(err, file.Close())
}
