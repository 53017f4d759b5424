package handlers

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	baker "trellis/app/badge"
	"trellis/app/records"
	"trellis/handlers/web"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/badge"
	"trellis/views/recordsviews"
)

// The forms of a badge, as the address of a record ends with.
const (
	asToken   = "jwt"
	asProved  = "credential.json"
	asPicture = "png"
	asDrawing = "svg"
)

const (
	typeToken   = "text/plain; charset=utf-8" //nolint:gosec // a type, no secret
	typeProved  = "application/vc+ld+json"
	typeDID     = "application/did+json"
	typePicture = "image/png"
	typeDrawing = "image/svg+xml"
)

// badgeForm takes the form of a badge off the end of a record's number.
func badgeForm(file string) (code, form string, is bool) {
	for _, form := range []string{asToken, asProved, asPicture, asDrawing} {
		if code, is := strings.CutSuffix(file, "."+form); is {
			if canonical, ok := models.ParseRecordCode(code); ok {
				code = canonical
			}
			return code, form, true
		}
	}
	return file, "", false
}

// publicBadge answers with the badge of a record that its holder shares.
func (h *Handlers) publicBadge(c echo.Context, code, form string) error {
	noIndex(c)
	b, err := h.app.Records.PublicBadge(c.Request().Context(), code, web.From(c.RealIP()))
	if err != nil {
		return cannotSign(err)
	}
	forEverybody(c)
	return h.sendBadge(c, b, form)
}

// ownBadge answers with the badge of one of one's own records, as a file.
func (h *Handlers) ownBadge(c echo.Context, code, form string) error {
	b, err := h.app.Records.OwnBadge(c.Request().Context(), actor(c), code)
	if err != nil {
		return cannotSign(err)
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="`+b.Code+"."+form+`"`)
	return h.sendBadge(c, b, form)
}

// sendBadge answers with a badge in a form. A picture holds the token, or with ?proof=embedded the JSON.
func (h *Handlers) sendBadge(c echo.Context, b records.Badge, form string) error {
	inside := b.Token
	if c.QueryParam("proof") == "embedded" {
		inside = string(b.Proved)
	}
	picture, err := h.picture(c, b.Course, b.Issuer)
	if err != nil {
		return err
	}
	switch form {
	case asToken:
		return c.Blob(http.StatusOK, typeToken, []byte(b.Token))
	case asPicture:
		plain, err := h.pictures.png(picture)
		if err != nil {
			return err
		}
		baked, err := baker.BakePNG(plain, inside)
		if err != nil {
			return err
		}
		return c.Blob(http.StatusOK, typePicture, baked)
	case asDrawing:
		baked, err := baker.BakeSVG(picture.SVG(), inside)
		if err != nil {
			return err
		}
		return c.Blob(http.StatusOK, typeDrawing, baked)
	}
	return c.Blob(http.StatusOK, typeProved, b.Proved)
}

// picture is the picture of a course's badge, in the colour and with the emblem of the network.
func (h *Handlers) picture(c echo.Context, title, network string) (badge.Picture, error) {
	said := h.settings(c)
	p := badge.Picture{Title: title, Network: network}
	var err error
	if p.Colour, err = models.ParseColour(said.Colour); err != nil {
		return p, err
	}
	if said.Emblem == "" {
		return p, nil
	}
	emblem, err := h.app.Settings.Emblem(c.Request().Context(), said.Emblem)
	if errors.Is(err, models.ErrNotFound) { // it was changed this moment
		return p, nil
	}
	p.Emblem = emblem.Data
	return p, err
}

// cannotSign answers that badges cannot be signed now. Administrators find the reason on the page of keys.
func cannotSign(err error) error {
	var noKeys records.NoKeys
	if errors.As(err, &noKeys) {
		return echo.NewHTTPError(http.StatusServiceUnavailable).SetInternal(err)
	}
	return err
}

// forEverybody lets pages of others read the answer: verifiers run in browsers too.
func forEverybody(c echo.Context) {
	c.Response().Header().Set(echo.HeaderAccessControlAllowOrigin, "*")
	c.Response().Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// didDocument is the keys of the installation, for whoever checks a badge.
func (h *Handlers) didDocument(c echo.Context) error {
	document, err := h.app.Records.Document(c.Request().Context())
	if err != nil {
		return cannotSign(err)
	}
	forEverybody(c)
	c.Response().Header().Set(echo.HeaderCacheControl, "public, max-age=300")
	return c.Blob(http.StatusOK, typeDID, document)
}

// statusList is a list of the states of badges: with a proof inside, or as a token when the address ends with .jwt.
func (h *Handlers) statusList(c echo.Context) error {
	text, token := strings.CutSuffix(c.Param("list"), "."+asToken)
	number, err := strconv.Atoi(text)
	if err != nil || strconv.Itoa(number) != text {
		return models.ErrNotFound
	}
	list, err := h.app.Records.StatusList(c.Request().Context(), number)
	if err != nil {
		return cannotSign(err)
	}
	forEverybody(c)
	kind, body := typeProved, list.Proved
	if token {
		kind, body = typeToken, []byte(list.Token)
	}
	tag := `"` + list.Digest + "-" + c.Param("list") + `"`
	c.Response().Header().Set(echo.HeaderCacheControl, "public, max-age=60")
	c.Response().Header().Set("ETag", tag)
	if c.Request().Header.Get("If-None-Match") == tag {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, kind, body)
}

// achievement says what the badges of a version of a course stand for: on a page, or as its picture when the address ends so.
func (h *Handlers) achievement(c echo.Context) error {
	noIndex(c)
	name, form := c.Param("achievement"), ""
	for _, f := range []string{asPicture, asDrawing, "json"} {
		if cut, is := strings.CutSuffix(name, "."+f); is {
			name, form = cut, f
			break
		}
	}
	at := strings.LastIndex(name, ".")
	if at < 0 {
		return models.ErrNotFound
	}
	version, err := strconv.Atoi(name[at+1:])
	if err != nil {
		return models.ErrNotFound
	}
	a, err := h.app.Records.Achievement(c.Request().Context(), name[:at], version)
	if err != nil {
		return err
	}
	forEverybody(c)
	switch form {
	case asPicture, asDrawing:
		return h.sendPicture(c, a, form)
	case "json":
		return c.Blob(http.StatusOK, "application/ld+json", a.JSON)
	}
	page := h.frame(c, a.Title, "")
	page.NoIndex = true
	return show(c, http.StatusOK, recordsviews.Achievement(page, a))
}

// sendPicture answers with the picture of an achievement, without a badge in it.
func (h *Handlers) sendPicture(c echo.Context, a records.Achievement, form string) error {
	picture, err := h.picture(c, a.Title, a.Provider)
	if err != nil {
		return err
	}
	if form == asDrawing {
		return unlessKnown(c, typeDrawing, picture.SVG())
	}
	file, err := h.pictures.png(picture)
	if err != nil {
		return err
	}
	return unlessKnown(c, typePicture, file)
}

// verifyFile answers what a file that somebody brings is worth.
func (h *Handlers) verifyFile(c echo.Context) error {
	noIndex(c)
	page := h.frame(c, "Check a completion record", "")
	page.NoIndex = true
	refuse := func(problem string) error {
		page.Failed = true
		return show(c, http.StatusUnprocessableEntity, recordsviews.Verify(page, recordsviews.Asked{FileProblem: problem}))
	}
	name, file, err := uploaded(c, "file", baker.Largest, "Choose a file of at most 2 MB")
	if invalid, refused := problems(err); refused {
		return refuse(invalid["file"])
	}
	if err != nil {
		return err
	}
	if len(file) == 0 {
		return refuse("Choose the file of a badge or a certificate")
	}
	found, err := h.app.Records.CheckFile(c.Request().Context(), file, web.From(c.RealIP()))
	if err != nil {
		return cannotSign(err)
	}
	if found.Answer == baker.NoBadge && found.Check.Code == "" {
		return refuse(recordsviews.NoBadge(found))
	}
	page.Title = recordsviews.FileTitle(found)
	return show(c, http.StatusOK, recordsviews.FileVerdict(page, name, found))
}

// keys is the page on which the keys of badges are kept.
func (h *Handlers) keys(c echo.Context) error {
	return h.showKeys(c, http.StatusOK, nil)
}

func (h *Handlers) showKeys(c echo.Context, status int, invalid models.Invalid) error {
	page, err := h.app.Records.Keys(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	if wantsCSV(c) {
		return sendCSV(c, "keys.csv", keysTable(page))
	}
	frame := h.frame(c, "Keys of badges", "admin")
	frame.Failed = len(invalid) > 0
	return show(c, status, recordsviews.Keys(frame, page, invalid))
}

func keysTable(page records.KeysPage) [][]string {
	rows := [][]string{{"name", "algorithm", "made_at", "retired_at"}}
	for _, k := range page.Keys {
		retired := ""
		if k.RetiredAt != nil {
			retired = k.RetiredAt.UTC().Format("2006-01-02T15:04:05Z07:00")
		}
		rows = append(rows, []string{page.DID + "#" + k.Name(), string(k.Algorithm), k.MadeAt.UTC().Format("2006-01-02T15:04:05Z07:00"), retired})
	}
	return rows
}

func (h *Handlers) rotateKeys(c echo.Context) error {
	var in records.RotateKeys
	if err := decode(c, &in); err != nil {
		return err
	}
	err := h.app.Records.RotateKeys(c.Request().Context(), actor(c), in)
	if invalid, refused := problems(err); refused {
		return h.showKeys(c, http.StatusUnprocessableEntity, invalid)
	}
	if errors.Is(err, models.ErrStale) {
		return h.showKeys(c, http.StatusConflict, models.Invalid{"confirm": "Somebody made new keys meanwhile. Look at the list again before you make others"})
	}
	if err != nil {
		return cannotSign(err)
	}
	return h.redirect(c, paths.Keys, "New keys were made. Badges that are downloaded from now on are signed with them")
}
