package handlers

import (
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"trellis/models"
)

// sendFile hands an uploaded file out: to be kept, never to be shown by a browser as a page of ours. Its name may be in any letters.
func sendFile(c echo.Context, file models.File) error {
	header := c.Response().Header()
	header.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	header.Set(echo.HeaderXContentTypeOptions, "nosniff")
	header.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; sandbox")
	return c.Blob(http.StatusOK, file.Type, file.Data)
}
