package doctor

import (
	"context"
	"fmt"
	"time"

	"trellis/app/files"
	"trellis/models"
	"trellis/models/store"
)

// orphaned is how long bytes may lie on the shelf without a row: the sweep of the night removes them then, and has two nights.
const orphaned = 48 * time.Hour

// files asks whether the bytes of every file are on the shelf, and nothing that no file names. A shelf elsewhere is asked once
// for all that lies there.
func (d *Doctor) files(ctx context.Context, r store.Reads, s *store.Store) (Check, error) {
	var f findings
	if d.Shelf == nil {
		return Check{Status: Warning, Summary: "Not looked at: TRELLIS_FILES_URL names no shelf."}, nil
	}
	shelf, err := d.Shelf()
	if err != nil {
		return Check{}, err
	}
	lying, err := shelf.Lying(ctx)
	if err != nil {
		return Check{}, err
	}
	there := make(map[string]files.Lying, len(lying))
	for _, l := range lying {
		there[l.Key] = l
	}
	looked, missing, err := unshelved(ctx, r, there)
	if err != nil {
		return Check{}, err
	}
	f.rows(Warning, missing)
	var strays store.Found // what the rows name is no longer among what is there
	for key, l := range there {
		if s.Now().Sub(l.At) > orphaned {
			strays.Add(store.Broken{Table: "shelf", Key: key, How: "no file names it"}, most)
		}
	}
	f.rows(Warning, strays)
	check := f.check("files")
	check.Summary = "All that was uploaded is there: " + counted(looked, "file", "files") + "."
	if check.Found > 0 {
		check.Summary = counted(check.Found, "file is", "files are") + " missing from the shelf, not whole, or named by nothing: check TRELLIS_FILES_URL; where it is right, put the missing back from a backup of the shelf."
	}
	return check, nil
}

// unshelved finds the files whose bytes are not on the shelf, or are fewer or more than the row says. It takes what the rows name
// out of what is there.
func unshelved(ctx context.Context, r store.Reads, there map[string]files.Lying) (looked int, found store.Found, err error) {
	read := func(after models.ID, most int) ([]store.FileAt, error) { return r.FilesAfter(ctx, after, most) }
	looked, err = each(read, func(file store.FileAt) models.ID { return file.ID }, func(list []store.FileAt, _ []models.ID) error {
		for _, file := range list {
			lies, is := there[file.ShelfKey]
			delete(there, file.ShelfKey)
			switch {
			case file.ShelfKey == "": // it lies in its row until the next night
			case !is:
				found.Add(store.Broken{Table: "files", Key: string(file.ID), How: "its bytes are not on the shelf under " + file.ShelfKey}, most)
			case lies.Size != int64(file.Size):
				found.Add(store.Broken{Table: "files", Key: string(file.ID), How: fmt.Sprintf("it has %d bytes, on the shelf there are %d", file.Size, lies.Size)}, most)
			}
		}
		return nil
	})
	return looked, found, err
}
