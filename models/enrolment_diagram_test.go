package models_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"trellis/models"
)

var update = flag.Bool("update", false, "write the diagram and the table of the document anew")

// The document of enrolment has a diagram and a table between these lines, which the test writes.
const (
	drawn = "<!-- drawn from models.EnrolmentMoves -->\n"
	ends  = "<!-- until here -->\n"
)

// moves are the diagram and the table of all that can become of an enrolment.
func moves() string {
	state := func(s models.EnrolmentState) string {
		if s == "" {
			return "[*]"
		}
		return string(s)
	}
	var diagram, table strings.Builder
	diagram.WriteString("\n```mermaid\nstateDiagram-v2\n")
	table.WriteString("| from | to | what is done | who may | what must be true |\n|---|---|---|---|---|\n")
	for _, m := range models.EnrolmentMoves() {
		diagram.WriteString("    " + state(m.From) + " --> " + state(m.To) + ": " + m.Name + "\n")
		from := "not on the cohort"
		if m.From != "" {
			from = "`" + string(m.From) + "`"
		}
		table.WriteString("| " + from + " | `" + string(m.To) + "` | " + m.Name + " | " + m.Who + " | " + m.When + " |\n")
	}
	return diagram.String() + "```\n\n" + table.String() + "\n"
}

func TestTheDocumentOfEnrolmentIsDrawnFromTheTable(t *testing.T) {
	const file = "../docs/enrolment.md"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), drawn)
	_, after, closed := strings.Cut(rest, ends)
	if !found || !closed {
		t.Fatal("the document has no place for the diagram")
	}
	want := before + drawn + moves() + ends + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(text) != want {
		t.Error("the table of moves has changed: run go test ./models -run Document -update, and read the difference")
	}
}

func TestNoWayLeadsWhereTheTableHasNone(t *testing.T) {
	allowed := map[[2]models.EnrolmentState]bool{}
	for _, m := range models.EnrolmentMoves() {
		allowed[[2]models.EnrolmentState{m.From, m.To}] = true
	}
	for _, from := range append(models.EnrolmentStates(), "") {
		for _, to := range models.EnrolmentStates() {
			_, err := models.Enrolment{State: from}.To(to, noon)
			if may := allowed[[2]models.EnrolmentState{from, to}]; may != (err == nil) {
				t.Errorf("from %q to %q: %v, the table says %v", from, to, err, may)
			}
		}
	}
}
