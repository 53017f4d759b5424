package app

import (
	"testing"

	"trellis/app/learning"
	"trellis/app/records"
	"trellis/models"
	"trellis/views/mail"
)

// The doctor asks of every job whether what it is about is there: so each kind has a table.
func TestEveryKindOfJobSaysWhatItIsAbout(t *testing.T) {
	a := &App{Learning: &learning.Service{}, Records: &records.Service{}}
	kinds, subjects := a.kinds(mail.Letters{}), models.JobSubjects()
	for kind := range kinds {
		if subjects[kind] == "" {
			t.Errorf("models.JobSubjects does not name the table of %s", kind)
		}
	}
	if len(kinds) != len(subjects) {
		t.Errorf("%d kinds are done, %d are about something", len(kinds), len(subjects))
	}
}
