package adminviews

import (
	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/paths"
	"trellis/views/components"
	"trellis/views/words"
)

// LookedAtPage is what the files of a framework would change, and all that is needed to keep exactly that.
type LookedAtPage struct {
	exchange.LookedAt
	Files      string // packed
	Stale      bool   // it changed since it was shown first
	Problems   models.Invalid
	NewVersion string // as it was typed
}

// mostShown is how many changed parts are shown with their words, and how many names are listed.
const mostShown = 200

func lookedAtLede(p LookedAtPage) string {
	switch {
	case p.State == "":
		return p.Name + " (" + p.Code + "), version " + p.Version + ", is new here. Nothing is kept yet."
	case p.Stays():
		return "Version " + p.Version + " of " + p.Name + " is " + string(p.State) + " and never changes. Nothing is kept yet."
	case !p.Differs():
		return p.Name + ", version " + p.Version + ", is here already, and the file says the same."
	default:
		return p.Name + ", version " + p.Version + ", is here as a draft. Nothing is kept yet."
	}
}

func differenceTiles(p LookedAtPage) []components.Stat {
	c := p.Compared
	tile := func(n int, label string) components.Stat {
		return components.Stat{Number: words.Number(n), Label: label}
	}
	return []components.Stat{tile(len(c.Added), "added"), tile(len(c.Changed), "changed"), tile(len(c.Gone), "gone"), tile(c.Unchanged, "unchanged")}
}

func someShown[T any](list []T) []T { return list[:min(len(list), mostShown)] }

// moreThanShown says how many are not shown.
func moreThanShown(n int) string {
	if n <= mostShown {
		return ""
	}
	return "And " + words.Number(n-mostShown) + " more"
}

// saidBefore is a text that may be empty.
func saidBefore(text string) string {
	if text == "" {
		return "Nothing"
	}
	return text
}

// frameworkFiles are the ways in which a version goes out.
func frameworkFiles(code, version string) []components.Link {
	file := func(label string, format exchange.FrameworkFormat) components.Link {
		return components.Link{Label: label, Href: paths.FrameworkFile(code, version, string(format))}
	}
	return []components.Link{
		file("Workbook for editors (XLSX)", exchange.XLSX), file("Trellis (JSON)", exchange.Ours), file("CASE 1.1 (JSON)", exchange.CASE),
		file("Moodle (CSV)", exchange.Moodle), file("Government Digital and Data (ZIP of two CSV)", exchange.GDD),
	}
}
