package mail

import (
	"strings"

	"trellis/app/exchange"
	"trellis/app/outbox"
	"trellis/models"
	"trellis/views/words"
)

// Import tells whoever brought a file, or confirmed it, how far it is.
func (Letters) Import(f exchange.ImportLetter) outbox.Letter {
	subject, said, next := importWords(f)
	parts := []string{"Hello " + f.Person.FirstName() + ",", said, next, f.URL, "Trellis, training and skills for analysts"}
	return outbox.Letter{To: f.Person, Subject: subject, Body: strings.Join(parts, "\n\n") + "\n"}
}

func importWords(f exchange.ImportLetter) (subject, said, next string) {
	what := string(f.Import.Kind)
	switch f.Import.State {
	case models.ImportChecked:
		return "Your file of " + what + " is checked", "Your file was checked. It would " + importCounts(f.Report) + ".",
			"What happens next: nothing is imported before you confirm it, on the page below."
	case models.ImportRefused:
		return "Your file of " + what + " cannot be imported", "Your file was checked, and cannot be imported as it is.",
			"What happens next: the page below says what to change. Change it, and choose the file again."
	case models.ImportKept:
		return "Your import of " + what + " is done", "Your import is done: " + words.Number(f.Report.Added) + " added, " + words.Number(f.Report.Changed) + " changed.",
			"What happens next: nothing. The result is on the page below, where you can also undo it."
	case models.ImportFailed:
		return "Your import of " + what + " went wrong", "Your import went wrong, and nothing was imported. The fault is ours.",
			"What happens next: try it once more. If it goes wrong again, tell whoever runs this installation."
	default:
		return "Your import of " + what, "Your import stands where you left it.", "What happens next: look at the page below."
	}
}

func importCounts(r exchange.ImportReport) string {
	parts := []string{"add " + words.Count(r.Added, "row", "rows"), "change " + words.Count(r.Changed, "row", "rows")}
	if r.Leavers > 0 {
		parts = append(parts, "end the posts of "+words.Count(r.Leavers, "person", "people"))
	}
	if r.Refused > 0 {
		parts = append(parts, "leave out what is wrong: "+words.Count(r.Refused, "problem", "problems"))
	}
	return words.List(parts)
}
