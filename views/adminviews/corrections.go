package adminviews

import (
	"strings"

	"trellis/app/people"
	"trellis/models"
	"trellis/views/components"
)

func shownManager(c people.NamedCorrection) string {
	if c.NowName == "" {
		return "Nobody"
	}
	return c.NowName
}

func saysManager(c people.NamedCorrection) string {
	var parts []string
	if c.ManagerName != "" {
		parts = append(parts, c.ManagerName+" ("+c.ManagerEmail+")")
	}
	if c.Says != "" {
		parts = append(parts, "“"+strings.ReplaceAll(c.Says, "\n", " ")+"”")
	}
	return strings.Join(parts, ": ")
}

func correctionState(c people.NamedCorrection) components.Status {
	switch c.State {
	case models.CorrectionDone:
		return components.Status{Kind: components.OK, Text: "Changed"}
	case models.CorrectionRefused:
		return components.Status{Kind: components.Plain, Text: "Not changed"}
	case models.CorrectionWaiting:
	}
	return components.Status{Kind: components.Warn, Text: "Waits"}
}
