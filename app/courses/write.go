package courses

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// WriteCourse is what somebody writes of a course, as it was typed.
type WriteCourse struct {
	Title            string        `form:"title" validate:"required,max=150" problem:"required=Enter the title|max=Use 150 characters or fewer for the title"`
	Summary          string        `form:"summary" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for the summary"`
	Aims             string        `form:"aims" validate:"max=4000" problem:"max=Use 4,000 characters or fewer for what people will be able to do"`
	Format           string        `form:"format" validate:"max=100" problem:"max=Use 100 characters or fewer for the format"`
	Delivery         string        `form:"delivery" validate:"max=100" problem:"max=Use 100 characters or fewer for how it is given"`
	Capacity         string        `form:"capacity"`
	WayIn            models.WayIn  `form:"way_in"`
	MinimumSessions  string        `form:"minimum_sessions"`
	MinimumShare     string        `form:"minimum_share"`
	AnyPart          bool          `form:"any_part"` // one part of the rule is enough
	NeedsAssignments bool          `form:"needs_assignments"`
	NeedsEvaluation  bool          `form:"needs_evaluation"`
	ValidMonths      string        `form:"valid_months"`
	NoOutcomes       string        `form:"no_outcomes" validate:"max=500" problem:"max=Use 500 characters or fewer for the reason"`
	Note             string        `form:"note" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for what is new"`
	Units            []WriteUnit   `form:"units"`
	Outcomes         []WriteSkill  `form:"outcomes"`
	Before           []WriteBefore `form:"before"`
	NotNHSNumber     bool          `form:"not_nhs_number"`
	// Edition is that of the draft which the actor opened.
	Edition string `form:"edition"`
	// Do is what the button asks for beside saving: add-unit, up-1, down-1, remove-1, preview or publish.
	Do string `form:"do"`
}

// WriteUnit is a unit, as it was typed.
type WriteUnit struct {
	Kind     models.UnitKind `form:"kind"`
	Title    string          `form:"title"`
	Minutes  string          `form:"minutes"`
	Required bool            `form:"required"`
	Says     string          `form:"says"`
	URL      string          `form:"url"`
	File     models.ID       `form:"file"` // that the draft has; any other is left out
}

// WriteSkill is a skill that the course builds. One that names none is left out.
type WriteSkill struct {
	Competency models.ID `form:"competency"`
	Level      string    `form:"level"`
}

// WriteBefore is something to have before: "course ID" or "skill ID". One that names nothing is left out.
type WriteBefore struct {
	What    string `form:"what"`
	Level   string `form:"level"`
	Instead bool   `form:"instead"` // of the one above: one of them is enough
}

// The kinds of what comes before, as the form names them.
const (
	BeforeCourse = "course "
	BeforeSkill  = "skill "
)

// Write is what the parts say, as the form shows it.
func Write(p models.CourseParts) WriteCourse {
	c := p.Course
	in := WriteCourse{
		Title: c.Title, Summary: c.Summary, Aims: c.Aims, Format: c.Format, Delivery: c.Delivery, Capacity: strconv.Itoa(c.Capacity), WayIn: c.WayIn,
		AnyPart: c.AnyPart, NeedsAssignments: c.NeedsAssignments, NeedsEvaluation: c.NeedsEvaluation,
		MinimumSessions: strconv.Itoa(c.MinimumSessions), MinimumShare: strconv.Itoa(c.MinimumShare), ValidMonths: strconv.Itoa(c.ValidMonths),
		NoOutcomes: c.NoOutcomes, Note: c.Note, Edition: p.Edition(),
	}
	for _, u := range p.Units {
		in.Units = append(in.Units, WriteUnit{Kind: u.Kind, Title: u.Title, Minutes: strconv.Itoa(u.Minutes), Required: u.Required, Says: u.Says, URL: u.URL, File: idOf(u.FileID)})
	}
	for _, o := range p.Outcomes {
		in.Outcomes = append(in.Outcomes, WriteSkill{Competency: o.CompetencyID, Level: strconv.Itoa(o.Level)})
	}
	for i, b := range models.Alternatives(p.Prerequisites) {
		before := WriteBefore{Instead: i > 0 && b.Alternative == in.group(p, i-1)}
		if b.CompetencyID != nil {
			before.What, before.Level = BeforeSkill+string(*b.CompetencyID), strconv.Itoa(b.Level)
		} else {
			before.What = BeforeCourse + string(*b.OtherID)
		}
		in.Before = append(in.Before, before)
	}
	return in
}

func (WriteCourse) group(p models.CourseParts, n int) int {
	return models.Alternatives(p.Prerequisites)[n].Alternative
}

// reader turns what was typed into nouns, and gathers what is wrong with it.
type reader struct {
	choices  Choices
	files    []models.ID // of the units of the draft
	problems models.Invalid
}

func idOf(id *models.ID) models.ID {
	if id == nil {
		return ""
	}
	return *id
}

// onto is the draft with what was typed, and what is wrong with that.
func (in WriteCourse) onto(p models.CourseParts, choices Choices) (models.CourseParts, error) {
	in = in.tidied()
	problems, err := input.Problems(in)
	if err != nil {
		return p, err
	}
	problems.Add(input.Patients(
		in.NotNHSNumber, input.Text{Field: "title", Text: in.Title}, input.Text{Field: "summary", Text: in.Summary}, input.Text{Field: "aims", Text: in.Aims},
		input.Text{Field: "note", Text: in.Note}, input.Text{Field: "no_outcomes", Text: in.NoOutcomes},
	))
	r := reader{choices: choices, problems: problems}
	for _, u := range p.Units {
		r.files = append(r.files, idOf(u.FileID))
	}
	c := &p.Course
	c.Title, c.TitleKey, c.Summary, c.Format, c.Delivery = in.Title, store.Fold(in.Title), in.Summary, in.Format, in.Delivery
	c.Aims, c.NoOutcomes, c.Note, c.WayIn = in.Aims, in.NoOutcomes, in.Note, in.WayIn
	c.Capacity = r.number("capacity", in.Capacity, 1, models.MostPlaces)
	c.MinimumSessions = r.number("minimum_sessions", in.MinimumSessions, 0, models.MostUnits)
	c.MinimumShare = r.number("minimum_share", in.MinimumShare, 0, 100)
	c.AnyPart, c.NeedsAssignments, c.NeedsEvaluation = in.AnyPart, in.NeedsAssignments, in.NeedsEvaluation
	c.ValidMonths = r.number("valid_months", in.ValidMonths, 0, 1200)
	if !slices.Contains(models.WaysIn(), in.WayIn) {
		problems["way_in"] = "Choose how people come to a cohort"
	}
	p.Units, p.Outcomes, p.Prerequisites = r.units(in), r.outcomes(in), r.before(in, c.Itself())
	if minutes := length(p.Units); minutes > 0 {
		c.Minutes = minutes
	}
	return p.Under(c.ID, store.NewID), problems.OrNil()
}

// tidied leaves out the rows that say nothing, and blanks.
func (in WriteCourse) tidied() WriteCourse {
	for _, text := range []*string{&in.Title, &in.Format, &in.Delivery} {
		*text = input.Line(*text)
	}
	in.Summary, in.NoOutcomes, in.Note = input.Tidy(in.Summary), input.Tidy(in.NoOutcomes), input.Tidy(in.Note)
	var aims []string
	for line := range strings.SplitSeq(input.Tidy(in.Aims), "\n") {
		if line = input.Line(line); line != "" {
			aims = append(aims, line)
		}
	}
	in.Aims = strings.Join(aims, "\n")
	return in
}

func length(units []models.Unit) (minutes int) {
	for _, u := range units {
		minutes += u.Minutes
	}
	return minutes
}

// number is a whole number from the least to the most; an empty field is the least.
func (r reader) number(field, text string, least, most int) int {
	n, err := strconv.Atoi(cmp.Or(input.Tidy(text), strconv.Itoa(least)))
	if err != nil || n < least || n > most {
		r.problems.Add(models.Invalid{field: "Enter a whole number from " + strconv.Itoa(least) + " to " + strconv.Itoa(most)})
		return least
	}
	return n
}

func (r reader) units(in WriteCourse) []models.Unit {
	var units []models.Unit
	for i, u := range in.Units {
		unit := models.Unit{Kind: u.Kind, Title: input.Line(u.Title), Required: u.Required, Says: input.Tidy(u.Says), URL: input.Tidy(u.URL)}
		if file := u.File; file.Known() && u.Kind != models.SessionUnit && slices.Contains(r.files, file) {
			unit.FileID = &file
		}
		if !slices.Contains(models.UnitKinds(), u.Kind) {
			r.problems[models.UnitField(i, "kind")] = "Choose what kind of unit it is"
		}
		if len(unit.Title) > 200 {
			r.problems[models.UnitField(i, "title")] = "Use 200 characters or fewer for the title"
		}
		most := models.MostUnitLength
		if u.Kind != models.SessionUnit {
			most = 100_000
		}
		unit.Minutes = r.number(models.UnitField(i, "minutes"), u.Minutes, 0, most)
		r.asks(i, unit, in.NotNHSNumber)
		units = append(units, unit)
	}
	if len(units) > models.MostUnits {
		r.problems["units"] = "A course has " + strconv.Itoa(models.MostUnits) + " units or fewer"
	}
	return units
}

// asks gathers what is wrong with the texts of the n-th unit.
func (r reader) asks(n int, u models.Unit, notNHSNumber bool) {
	for field, problem := range u.Problems() {
		r.problems[models.UnitField(n, field)] = problem
	}
	r.problems.Add(input.Patients(
		notNHSNumber, input.Text{Field: models.UnitField(n, "title"), Text: u.Title}, input.Text{Field: models.UnitField(n, "says"), Text: u.Says},
		input.Text{Field: models.UnitField(n, "url"), Text: u.URL},
	))
}

func (r reader) outcomes(in WriteCourse) []models.Outcome {
	var list []models.Outcome
	for i, o := range in.Outcomes {
		if !o.Competency.Known() {
			continue
		}
		field := "outcomes[" + strconv.Itoa(i) + "]."
		if slices.ContainsFunc(list, func(other models.Outcome) bool { return other.CompetencyID == o.Competency }) {
			r.problems[field+"competency"] = "This skill is chosen twice: choose another, or none"
			continue
		}
		list = append(list, models.Outcome{CompetencyID: o.Competency, Level: r.level(field, "competency", o.Competency, o.Level)})
	}
	if len(list) > models.MostOutcomes {
		r.problems["outcomes"] = "A course builds " + strconv.Itoa(models.MostOutcomes) + " skills or fewer"
	}
	return list
}

// level is that of a skill, which must be one that can be chosen.
func (r reader) level(field, what string, competency models.ID, text string) int {
	skill, found := r.choices.skill(competency)
	if !found {
		r.problems[field+what] = "Choose a skill of the list"
		return 0
	}
	n, err := strconv.Atoi(text)
	if lowest, highest := r.choices.scale(skill.FrameworkVersionID); err != nil || n <= lowest || n > highest {
		r.problems[field+"level"] = "Choose the level of " + skill.Name
		return 0
	}
	return n
}

func (r reader) before(in WriteCourse, itself models.ID) []models.Prerequisite {
	var list []models.Prerequisite
	group := 0
	for i, b := range in.Before {
		if b.What == "" {
			continue
		}
		field := "before[" + strconv.Itoa(i) + "]."
		if group == 0 || !b.Instead {
			group++
		}
		needed := models.Prerequisite{Alternative: group}
		if id, is := strings.CutPrefix(b.What, BeforeSkill); is {
			competency := models.ID(id)
			needed.CompetencyID, needed.Level = &competency, r.level(field, "what", competency, b.Level)
		} else {
			id := models.ID(strings.TrimPrefix(b.What, BeforeCourse))
			needed.OtherID = &id
			if id == itself || !slices.ContainsFunc(r.choices.Courses, func(c models.Course) bool { return c.ID == id }) {
				r.problems[field+"what"] = "Choose a course or a skill of the list"
			}
		}
		list = append(list, needed)
	}
	return list
}

// rearranged are the units as a button asks for: one more at the end, one moved up or down, or one removed.
func rearranged(units []models.Unit, do string) []models.Unit {
	if do == "add-unit" {
		return append(units, models.Unit{Kind: models.SessionUnit})
	}
	what, at, _ := strings.Cut(do, "-")
	n, err := strconv.Atoi(at)
	if err != nil || n < 0 || n >= len(units) {
		return units
	}
	switch {
	case what == "remove":
		return slices.Delete(units, n, n+1)
	case what == "up" && n > 0:
		units[n-1], units[n] = units[n], units[n-1]
	case what == "down" && n < len(units)-1:
		units[n+1], units[n] = units[n], units[n+1]
	}
	return units
}
