package courses

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// WriteProgramme is what somebody writes of a programme, as it was typed. A set without courses, and a course that is none, are
// left out.
type WriteProgramme struct {
	Code         string     `form:"code" validate:"max=40" problem:"max=Use 40 characters or fewer for the code"`
	Title        string     `form:"title" validate:"required,max=150" problem:"required=Enter the title|max=Use 150 characters or fewer for the title"`
	Summary      string     `form:"summary" validate:"max=1000" problem:"max=Use 1,000 characters or fewer for the summary"`
	Sets         []WriteSet `form:"sets"`
	NotNHSNumber bool       `form:"not_nhs_number"`
	// Edition is that of the programme which the actor opened.
	Edition string `form:"edition"`
	// Do is what the button asks for beside saving: up-0-2 moves the third course of the first set up.
	Do string `form:"do"`
}

// WriteSet is a set of a programme, as it was typed.
type WriteSet struct {
	Title   string         `form:"title"`
	Rule    models.SetRule `form:"rule"`
	AtLeast string         `form:"at_least"`
	Courses []models.ID    `form:"courses"`
}

// WriteOf is what the programme says, as the form shows it.
func WriteOf(p models.ProgrammeParts) WriteProgramme {
	in := WriteProgramme{Code: p.Programme.Code, Title: p.Programme.Title, Summary: p.Programme.Summary, Edition: p.Edition()}
	for _, s := range p.Sets {
		set := WriteSet{Title: s.Title, Rule: s.Rule, Courses: p.Of(s)}
		if s.Rule == models.AtLeastOfSet {
			set.AtLeast = strconv.Itoa(s.AtLeast)
		}
		in.Sets = append(in.Sets, set)
	}
	return in
}

// AddProgramme keeps a new programme.
func (s *Service) AddProgramme(ctx context.Context, actor models.Actor, in WriteProgramme) (models.Programme, error) {
	var p models.ProgrammeParts
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := MayAdd(actor); err != nil {
			return err
		}
		p = models.ProgrammeParts{Programme: models.Programme{ID: store.NewID(), Code: input.Line(in.Code)}}
		var err error
		if p, err = in.onto(ctx, tx, p); err != nil {
			return err
		}
		if err := tx.KeepProgramme(ctx, p); errors.Is(err, models.ErrTaken) {
			return models.Invalid{"code": "Another programme has this code: enter a different one"}
		} else if err != nil {
			return err
		}
		return tx.Publish(ctx, aboutProgramme("programme.added", actor, p.Programme.ID))
	})
	return p.Programme, err
}

// ChangeProgramme keeps what the form says of a programme, all but its code. It answers models.ErrStale when somebody changed it
// after the form was opened.
func (s *Service) ChangeProgramme(ctx context.Context, actor models.Actor, code string, in WriteProgramme) (models.Programme, error) {
	var p models.ProgrammeParts
	err := s.Store.InTx(ctx, func(tx *store.Tx) error {
		if err := MayAdd(actor); err != nil {
			return err
		}
		if _, err := tx.LockProgramme(ctx, code); err != nil {
			return err
		}
		now, err := programme(ctx, tx.Reads, code)
		if err != nil {
			return err
		}
		if in.Edition != now.Edition() {
			return models.ErrStale
		}
		if p, err = in.onto(ctx, tx, now); err != nil || p.Edition() == now.Edition() {
			return err
		}
		if err := tx.KeepProgramme(ctx, p); err != nil {
			return err
		}
		return tx.Publish(ctx, aboutProgramme("programme.changed", actor, p.Programme.ID))
	})
	return p.Programme, err
}

// onto is the programme with what was typed, and what is wrong with that.
func (in WriteProgramme) onto(ctx context.Context, tx *store.Tx, p models.ProgrammeParts) (models.ProgrammeParts, error) {
	in.Title, in.Summary = input.Line(in.Title), input.Tidy(in.Summary)
	problems, err := input.Problems(in)
	if err != nil {
		return p, err
	}
	problems.Add(input.Patients(in.NotNHSNumber, input.Text{Field: "title", Text: in.Title}, input.Text{Field: "summary", Text: in.Summary}))
	if !courseCode.MatchString(p.Programme.Code) && len(p.Sets) == 0 || strings.EqualFold(p.Programme.Code, "new") {
		problems.Add(models.Invalid{"code": "Use letters and digits, joined by hyphens, such as P-START"})
	}
	taught, err := tx.CoursesByTitle(ctx)
	if err != nil {
		return p, err
	}
	known := map[models.ID]bool{}
	for _, c := range taught {
		known[c.ID] = true
	}
	p.Programme.Title, p.Programme.Summary = in.Title, in.Summary
	p.Sets, p.Courses = nil, nil
	listed := map[models.ID]bool{}
	for i, s := range in.Sets {
		in.set(i, s, &p, known, listed, problems)
	}
	if len(p.Sets) == 0 {
		problems.Add(models.Invalid{"sets": "Choose a course: a programme is made of courses"})
	}
	return p, problems.OrNil()
}

// SetField names a field of the n-th set, from 0: sets[0].rule.
func SetField(n int, field string) string { return "sets[" + strconv.Itoa(n) + "]." + field }

func (in WriteProgramme) set(i int, s WriteSet, p *models.ProgrammeParts, known, listed map[models.ID]bool, problems models.Invalid) {
	chosen := slices.DeleteFunc(slices.Clone(s.Courses), func(id models.ID) bool { return !id.Known() })
	if len(chosen) == 0 {
		return
	}
	chosen = moved(chosen, in.Do, i)
	set := models.ProgrammeSet{ProgrammeID: p.Programme.ID, Number: len(p.Sets) + 1, Title: input.Line(s.Title), Rule: s.Rule}
	if len(set.Title) > 150 {
		problems[SetField(i, "title")] = "Use 150 characters or fewer for the title of set " + strconv.Itoa(i+1)
	}
	switch s.Rule {
	case models.AllOfSet, models.AnyOfSet:
	case models.AtLeastOfSet:
		n, err := strconv.Atoi(input.Tidy(s.AtLeast))
		if err != nil || n < 1 || n > len(chosen) {
			problems[SetField(i, "at_least")] = "Enter how many of set " + strconv.Itoa(i+1) + ", from 1 to " + strconv.Itoa(len(chosen))
		}
		set.AtLeast = n
	default:
		problems[SetField(i, "rule")] = "Choose how much of set " + strconv.Itoa(i+1) + " is asked for"
	}
	for j, id := range chosen {
		field := SetField(i, "courses")
		switch {
		case !known[id]:
			problems[field] = "Choose courses of the list in set " + strconv.Itoa(i+1)
		case listed[id]:
			problems[field] = "A course of set " + strconv.Itoa(i+1) + " is in the programme twice: choose None in one place"
		}
		listed[id] = true
		p.Courses = append(p.Courses, models.ProgrammeCourse{ProgrammeID: p.Programme.ID, CourseID: id, SetNumber: set.Number, Position: j + 1})
	}
	p.Sets = append(p.Sets, set)
}

// moved are the courses of a set as a button asks for: one of them up.
func moved(courses []models.ID, do string, set int) []models.ID {
	rest, is := strings.CutPrefix(do, "up-"+strconv.Itoa(set)+"-")
	n, err := strconv.Atoi(rest)
	if is && err == nil && n > 0 && n < len(courses) {
		courses[n-1], courses[n] = courses[n], courses[n-1]
	}
	return courses
}
