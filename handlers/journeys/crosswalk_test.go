package journeys

import (
	"fmt"
	"strings"
	"testing"

	"trellis/models/paths"
)

// TestACrosswalk walks how two frameworks are compared, and what somebody who came from the one reads in the other.
func TestACrosswalk(t *testing.T) {
	b := newBrowser(t)
	for _, width := range widths {
		t.Run(fmt.Sprintf("%d px wide", width), func(t *testing.T) {
			address, _ := newDemo(t)
			v := b.visit(t, address, width)
			v.enter("Sunita Rao")
			v.open(paths.Crosswalk(starterCode, firstVersion, ""))
			v.sees("45 competencies, 6 with a match", "Charts that answer a question", "The ladder says nothing of tables.")
			v.photograph("crosswalk")
			v.follow("Change how it compares with Running a report service")
			v.sees("Compare Designing reporting products", "A file said")
			v.choose("strength", "close")
			v.fill("note", "A service is more than its reports.")
			v.press("Save")
			v.sees("Saved", "A service is more than its reports.")
			v.follow("Add a match for Presenting and telling the story")
			v.press("Save")
			v.sees("There is a problem", "Choose a competency of Business intelligence ladder", "Choose how they compare")
			v.pickNamed("to", "Talking with directors")
			v.choose("strength", "narrower")
			v.press("Save")
			v.sees("45 competencies, 7 with a match")
			v.press("Take out Asking what is needed")
			v.sees("Taken out", "45 competencies, 6 with a match")
			v.open("/account")
			v.press("Sign out")

			v.enter("Amara Osei")
			v.open("/skills/visualising-data")
			v.sees("Inferred from other frameworks", "Perhaps Practitioner", "“Teaching” in Charts that answer a question", "The ladder says nothing of tables.")
			v.photograph("inferred")
			v.open("/skills/framing-the-question")
			if text := v.text(); strings.Contains(text, "Inferred from") {
				t.Error("what was taken out is inferred still")
			}
		})
	}
}
