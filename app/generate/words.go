package generate

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"

	"trellis/models"
)

//go:embed content/*.json
var content embed.FS

// words are what the network is made of: names of people, bodies and teams, titles, bands, and what people write. They are
// content, all of it invented: none of them stands in the code.
type words struct {
	names    names
	bodies   bodyWords
	work     workWords
	learning learningWords
	invented inventedWords
}

type names struct {
	Given, Family []string
	Whole         []string // of scripts and orders that do not mix
	Single        []string // people with one name
	Middle        []string // of which long names have many
}

type bodyWords struct {
	Quarters, Roots, Endings []string // of which names of places are made
	Network                  struct{ Name, Short string }
	Forms                    map[string][]string // names of bodies, by kind
}

type workWords struct {
	Mixes                      map[string][]share // of role profiles, by kind of organisation, or "usual"
	Leading, Heading, Deciding string             // role profiles of those who lead a team, lead leaders, and decide
	Profiles                   map[string]struct{ Bands, Titles []string }
	Teams                      struct {
		Usual, System, Authority, Network []string
		DecisionSupportUnit               []string `json:"decision_support_unit"`
		Executive, Faculty                string
	}
	Special map[string]struct{ Title, Profile string }
}

// share is a role profile with how many of it there are among the others.
type share struct {
	profile string
	weight  int
}

// UnmarshalJSON reads ["analyst", 40].
func (s *share) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&s.profile, &s.weight})
}

type learningWords struct {
	ApprovalCourses []string       `json:"approval_courses"` // people ask, and the trainer decides
	PairedCourses   []string       `json:"paired_courses"`   // an analyst and a decision maker come together
	ValidMonths     map[string]int `json:"valid_months"`
	Rooms           []string
	Logged          []logged
	Reflections     []string
	Needs           []string
	Withdrawals     []string
	NoPlace         string `json:"no_place"`
	Refusals        []string
	Cancellations   []string
	Revocations     []string
	Corrected       string
	Examples        []string
	Comments        []string
}

// logged is something that people write into their learning log.
type logged struct {
	title   string
	kind    models.LearningKind
	minutes int
}

// UnmarshalJSON reads ["Read a guide", "reading", 45].
func (l *logged) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&l.title, &l.kind, &l.minutes})
}

type inventedWords struct {
	Domain      struct{ Code, Name, Description string }
	Description string
	Levels      []string
	Topics      []string
}

func readWords() (words, error) {
	var w words
	return w, errors.Join(
		readContent("names", &w.names), readContent("organisations", &w.bodies), readContent("work", &w.work),
		readContent("learning", &w.learning), readContent("competencies", &w.invented),
	)
}

func readContent(name string, into any) error {
	text, err := content.ReadFile("content/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(text, into)
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}
