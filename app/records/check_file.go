package records

import (
	"bytes"
	"context"
	"errors"
	"regexp"

	"trellis/app/badge"
	"trellis/models"
)

// FileCheck is what was found of a file that somebody brought.
type FileCheck struct {
	badge.Finding
	// Check is what we hold of the record that the file names; its State is empty where it names none of ours.
	Check Check
	// PDF says that the file is one to be read by people: it names a record, and proves nothing.
	PDF bool
}

// CheckFile tells anybody what a file is worth: a badge as a token, as JSON, or in a picture, or a certificate as PDF. It asks nobody
// outside: badges of others are not ours to judge. From is the network address of who asks.
func (s *Service) CheckFile(ctx context.Context, file []byte, from string) (FileCheck, error) {
	if err := s.countCheck(ctx, from); err != nil {
		return FileCheck{}, err
	}
	if bytes.HasPrefix(file, []byte("%PDF-")) {
		return s.checkPDF(ctx, file)
	}
	found := FileCheck{Finding: badge.Verify(ctx, file, own{s}, s.Store.Now())}
	switch found.Answer {
	case badge.Genuine, badge.Expired, badge.NotYet:
	default:
		return found, nil
	}
	code, ok := s.ours(found.ID)
	if !ok {
		found.Answer, found.Problem = badge.Unknown, errors.New("it is signed by us, and names no record")
		return found, nil
	}
	var err error
	if found.Check, err = s.held(ctx, code); err != nil {
		return found, err
	}
	switch found.Check.State {
	case models.RecordWithdrawn, models.Superseded:
		found.Answer = badge.Withdrawn
	case models.RecordNotFound:
		found.Answer, found.Problem = badge.Unknown, errors.New("it is signed by us, and names no record")
	case models.Genuine, models.Expired:
	}
	return found, nil
}

// own answers for this installation, and for no other.
type own struct{ s *Service }

// Document is ours, or nobody's.
func (o own) Document(ctx context.Context, did string) (badge.Document, error) {
	if did != o.s.did() {
		return badge.Document{}, badge.ErrForeign
	}
	text, err := o.s.Document(ctx)
	if err != nil {
		return badge.Document{}, err
	}
	return badge.ParseDocument(did, text)
}

// List leaves the states to the records themselves, which say more.
func (own) List(context.Context, string) ([]byte, error) { return nil, nil }

// written is a record's number, as a PDF has it among what it says of itself.
var written = regexp.MustCompile(`[A-HJKMNP-Z2-9]{2}-[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}`)

// checkPDF looks for the number of a record in a file that people print. Texts in it may be written in two bytes a letter.
func (s *Service) checkPDF(ctx context.Context, file []byte) (FileCheck, error) {
	found := FileCheck{PDF: true, Finding: badge.Finding{Answer: badge.NoBadge, Container: "pdf"}}
	code := written.Find(bytes.ReplaceAll(file, []byte{0}, nil))
	if code == nil {
		return found, nil
	}
	var err error
	found.Check, err = s.held(ctx, string(code))
	return found, err
}
