package handlers

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"time"

	"github.com/labstack/echo/v4"

	"trellis/app/exchange"
	"trellis/app/records"
	"trellis/models"
	"trellis/views/pdf"
	"trellis/views/recordsviews"
)

// transcriptZip answers with everything in one file, which is sent while it is written: one record is in memory at a time.
func (h *Handlers) transcriptZip(c echo.Context) error {
	ctx := c.Request().Context()
	t, err := h.app.Records.Transcript(ctx, actor(c))
	if err != nil {
		return err
	}
	brand, err := h.brand(c)
	if err != nil {
		return err
	}
	paper, err := pdf.Transcript(t, brand)
	if err != nil {
		return err
	}
	header := c.Response().Header()
	header.Set(echo.HeaderContentType, "application/zip")
	header.Set(echo.HeaderContentDisposition, `attachment; filename="transcript.zip"`)
	file := archive{Writer: zip.NewWriter(c.Response()), made: t.MadeOn.Time()}
	if err := file.add("transcript.pdf", paper); err != nil {
		return err
	}
	if err := file.table("transcript.csv", transcriptTable(t)); err != nil {
		return err
	}
	listed := make([]recordsviews.File, len(t.Records))
	for i, r := range t.Records {
		if listed[i], err = h.addRecord(ctx, file, actor(c), r, brand); err != nil {
			return err
		}
	}
	index, err := file.create("index.html")
	if err != nil {
		return err
	}
	if err := recordsviews.Index(t, listed).Render(ctx, index); err != nil {
		return err
	}
	return file.Close()
}

// addRecord puts the files of a record into the archive. They are named by its number, which is safe on every system.
func (h *Handlers) addRecord(ctx context.Context, file archive, a models.Actor, r records.TranscriptRecord, brand pdf.Brand) (recordsviews.File, error) {
	listed := recordsviews.File{Record: r, PDF: "records/" + r.Code + ".pdf"}
	paper, err := pdf.Record(r.Own(), brand)
	if err != nil {
		return listed, err
	}
	if err := file.add(listed.PDF, paper); err != nil {
		return listed, err
	}
	badge, err := h.app.Records.OwnBadge(ctx, a, r.Code)
	var noKeys records.NoKeys
	if errors.Is(err, models.ErrNotFound) || errors.As(err, &noKeys) { // nothing can be signed yet: the paper is there all the same
		return listed, nil
	}
	if err != nil {
		return listed, err
	}
	listed.Token, listed.Credential = "badges/"+r.Code+"."+asToken, "badges/"+r.Code+"."+asProved
	if err := file.add(listed.Token, []byte(badge.Token)); err != nil {
		return listed, err
	}
	return listed, file.add(listed.Credential, badge.Proved)
}

// archive is a zip file that is written piece by piece.
type archive struct {
	*zip.Writer
	made time.Time
}

func (a archive) create(name string) (io.Writer, error) {
	return a.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.made})
}

func (a archive) add(name string, data []byte) error {
	w, err := a.create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (a archive) table(name string, rows [][]string) error {
	w, err := a.create(name)
	if err != nil {
		return err
	}
	table := exchange.NewCSV(w)
	for _, row := range rows {
		if err := table.Write(row...); err != nil {
			return err
		}
	}
	return table.Flush()
}
