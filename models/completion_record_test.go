package models_test

import (
	"testing"

	"pgregory.net/rapid"

	"trellis/models"
)

func TestARecordStandsAsItWasLeft(t *testing.T) {
	for name, c := range map[string]struct {
		record models.CompletionRecord
		want   models.RecordState
	}{
		"without an end":                       {models.CompletionRecord{}, models.Genuine},
		"on its last day":                      {models.CompletionRecord{ValidUntil: "2026-11-23"}, models.Genuine},
		"the day after":                        {models.CompletionRecord{ValidUntil: "2026-11-22"}, models.Expired},
		"replaced":                             {models.CompletionRecord{SupersededAt: &noon, ValidUntil: "2026-11-22"}, models.Superseded},
		"withdrawn, whatever else":             {models.CompletionRecord{RevokedAt: &noon, SupersededAt: &noon}, models.RecordWithdrawn},
		"withdrawn stays so though it expired": {models.CompletionRecord{RevokedAt: &noon, ValidUntil: "2026-11-22"}, models.RecordWithdrawn},
	} {
		if got := c.record.StateOn("2026-11-23"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestARecordIsWithdrawnOnceAndForAReason(t *testing.T) {
	record := models.CompletionRecord{}
	if _, err := record.Revoke("rhys", "  ", noon); err == nil {
		t.Error("no reason was given")
	}
	withdrawn, err := record.Revoke("rhys", " The wrong person ", noon)
	if err != nil || withdrawn.RevokedReason != "The wrong person" || *withdrawn.RevokedByID != "rhys" || record.RevokedAt != nil {
		t.Errorf("got %+v (%v)", withdrawn, err)
	}
	if _, err := withdrawn.Revoke("rhys", "again", noon); err == nil {
		t.Error("it was withdrawn twice")
	}
}

func TestARecordNumberIsReadHoweverItIsTyped(t *testing.T) {
	for text, want := range map[string]string{
		"GK-7M4T-X2RB": "GK-7M4T-X2RB", "gk7m4tx2rb": "GK-7M4T-X2RB", " gk 7m4t x2rb ": "GK-7M4T-X2RB", "GK–7M4T–X2RB": "GK-7M4T-X2RB",
		"GK-7M4T-X2R": "", "GK-7M4T-X2R0": "", "GK-7M4T-X2RI": "", "": "", "ÄÖ-7M4T-X2RB": "",
	} {
		if got, ok := models.ParseRecordCode(text); ok != (want != "") || ok && got != want {
			t.Errorf("%q is read as %q (%v), want %q", text, got, ok, want)
		}
	}
}

func TestEveryNumberThatIsMadeCanBeRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var random [10]byte
		copy(random[:], rapid.SliceOfN(rapid.Byte(), 10, 10).Draw(t, "bytes"))
		code, ok := models.RecordCode(random)
		if !ok {
			return // a byte that would make some letters likelier
		}
		if read, valid := models.ParseRecordCode(code); !valid || read != code {
			t.Fatalf("%q is read as %q (%v)", code, read, valid)
		}
	})
}
