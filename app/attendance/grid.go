package attendance

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"trellis/models"
	"trellis/models/store"
)

// GridPage is the register of a whole cohort: everybody, at every session.
type GridPage struct {
	store.TaughtCohort
	Course   models.Course // with the rule that holds for the cohort
	Units    []models.Unit
	Sessions []models.Session
	Lines    []GridLine
	// Differences are the cells that another trainer has marked otherwise; there are none unless a save was refused.
	Differences []GridDifference
	Saves       []SavedAct // the latest, newest first
	ShareURL    string
	Now         time.Time
}

// GridLine is one person in the grid.
type GridLine struct {
	store.RollLine
	Leader      bool // comes as a decision maker
	Standing    models.Standing
	AtRisk      bool
	AfterRecord bool // a mark was changed after their completion record was issued
	Cells       []GridCell
}

// GridCell is one person at one session.
type GridCell struct {
	Key      string // of its fields
	Session  models.Session
	Open     bool         // may be marked
	Entry    models.Entry // to show
	Text     string       // as typed, when it was refused
	Saved    models.Entry
	SavedBy  string
	Source   models.MarkSource
	Apology  bool // they said that they cannot come
	Problem  string
	TheirWay bool // another trainer has changed it since the page was opened
}

// GridDifference is a cell that two trainers have marked in different ways.
type GridDifference struct {
	Name         string
	Number       int // of the session
	Key          string
	Mine, Theirs models.Entry
	By           string
}

// SavedAct is what one trainer saved at once: in one register or several.
type SavedAct struct {
	store.NamedSave
	Numbers []int // of the sessions
	Changes int
}

// CellKey is the key of a cell in the form of a grid.
func CellKey(session int, enrolment models.ID) string {
	return strconv.Itoa(session) + "-" + string(enrolment)
}

// CellField is the field of a cell, and the key of its problem.
func CellField(key string) string { return "cell-" + key }

// CellNoteField is the field of the note of a cell, and the key of its problem.
func CellNoteField(key string) string { return "cell-note-" + key }

// Grid is the register of the whole cohort. The sessions are read before the marks, so that the versions in the form are never
// newer than the marks beside them.
func (s *Service) Grid(ctx context.Context, actor models.Actor, code string) (page GridPage, err error) {
	if page.TaughtCohort, err = s.keptCohort(ctx, actor, code); err != nil {
		return page, err
	}
	page.Now, page.ShareURL = s.Store.Now(), s.shareURL(page.Cohort)
	if page.Sessions, err = s.Store.Sessions(ctx, page.ID); err != nil {
		return page, err
	}
	if page.Course, _, err = s.Store.RuledCourse(ctx, page.Cohort); err != nil {
		return page, err
	}
	if page.Units, err = s.Store.Units(ctx, page.Content()); err != nil {
		return page, err
	}
	if page.Saves, err = latestSaves(ctx, s.Store.Reads, page.ID); err != nil {
		return page, err
	}
	return page, s.addGridLines(ctx, &page)
}

func (s *Service) addGridLines(ctx context.Context, page *GridPage) error {
	marks, err := s.Store.Marks(ctx, page.ID)
	if err != nil {
		return err
	}
	by := map[string]store.MarkedLine{}
	lines := make([]models.Attendance, len(marks))
	for i, m := range marks {
		by[string(m.SessionID)+string(m.EnrolmentID)], lines[i] = m, m.Attendance
	}
	of := models.MarksOf(lines)
	pairs, err := s.Store.PairsOn(ctx, page.ID)
	if err != nil {
		return err
	}
	sessions := make([]models.ID, len(page.Sessions))
	for i, session := range page.Sessions {
		sessions[i] = session.ID
	}
	apologies, err := s.Store.ApologiesTo(ctx, sessions)
	if err != nil {
		return err
	}
	changed, err := s.Store.ChangedSinceIssue(ctx, page.ID)
	if err != nil {
		return err
	}
	roll, err := s.Store.Roll(ctx, page.ID, models.OnRegister()...)
	for _, person := range roll {
		line := GridLine{
			RollLine: person, Standing: page.Course.Stand(page.Sessions, of[person.ID], nil, nil), AtRisk: atRisk(page.Course, page.Units, page.Sessions, of, person),
			AfterRecord: slices.Contains(changed, person.ID),
			Leader:      slices.ContainsFunc(pairs, func(p store.NamedPair) bool { return p.DecisionMakerID == person.PersonID }),
		}
		for _, session := range page.Sessions {
			saved := by[string(session.ID)+string(person.ID)]
			entry := models.EntryOf(saved.Attendance)
			line.Cells = append(line.Cells, GridCell{
				Key: CellKey(session.Number, person.ID), Session: session, Open: session.MarkableAt(page.Now),
				Entry: entry, Saved: entry, SavedBy: saved.MarkedBy, Source: saved.Source,
				Apology: slices.ContainsFunc(apologies, func(a models.Apology) bool { return a.SessionID == session.ID && a.EnrolmentID == person.ID }),
			})
		}
		page.Lines = append(page.Lines, line)
	}
	return err
}

// atRisk tells whether somebody who is on the cohort can no longer meet its rule by coming.
func atRisk(course models.Course, units []models.Unit, sessions []models.Session, marks map[models.ID]map[models.ID]models.Attendance, person store.RollLine) bool {
	_, risk := course.AtRisk(sessions, marks[person.ID], units)
	return risk && person.State == models.Placed
}

// latestSaves are the latest acts by which registers of the cohort were saved.
func latestSaves(ctx context.Context, r store.Reads, cohort models.ID) ([]SavedAct, error) {
	const most = 40
	saves, err := r.SavesOn(ctx, cohort, most)
	var acts []SavedAct
	for _, save := range saves {
		if n := len(acts); n > 0 && acts[n-1].ByID == save.ByID && acts[n-1].SavedAt.Equal(save.SavedAt) {
			acts[n-1].Numbers, acts[n-1].Changes = append(acts[n-1].Numbers, save.Number), acts[n-1].Changes+save.Changes
			continue
		}
		acts = append(acts, SavedAct{NamedSave: save, Numbers: []int{save.Number}, Changes: save.Changes})
	}
	return acts[:min(len(acts), 10)], err
}

// Open tells whether any session may be marked.
func (p GridPage) Open() bool {
	return slices.ContainsFunc(p.Sessions, func(s models.Session) bool { return s.MarkableAt(p.Now) })
}

// Blank counts the cells that may be marked and are not.
func (p GridPage) Blank() int {
	n := 0
	for _, l := range p.Lines {
		for _, c := range l.Cells {
			if c.Open && !c.Entry.Mark.Known() {
				n++
			}
		}
	}
	return n
}

// Keeping is the page with what was sent in its form, and the problems at their fields.
func (p GridPage) Keeping(in SaveGrid, problems models.Invalid) GridPage {
	p.each(in, func(_ GridLine, c *GridCell) {
		c.Entry, _ = in.read(*c)
		c.Text = strings.TrimSpace(in.Cells[c.Key])
		c.Problem = problems[CellField(c.Key)]
		if c.Problem == "" {
			c.Problem = problems[CellNoteField(c.Key)]
		}
	})
	for i := range p.Sessions {
		p.Sessions[i].RegisterVersion = in.Versions[strconv.Itoa(p.Sessions[i].Number)]
	}
	return p
}

// Against is the page for somebody whose grid met that of another: the new versions, with their own marks where they changed
// something, and the cells that both have changed.
func (p GridPage) Against(in SaveGrid) GridPage {
	p.each(in, func(l GridLine, c *GridCell) {
		opened, mine := in.opened(*c), mustRead(in, *c)
		c.Entry = models.MergeEntries(opened, mine, c.Saved)
		if mine != opened && opened != c.Saved && mine != c.Saved {
			c.TheirWay = true
			p.Differences = append(p.Differences, GridDifference{Name: l.Name, Number: c.Session.Number, Key: c.Key, Mine: mine, Theirs: c.Saved, By: c.SavedBy})
		}
	})
	return p
}

func mustRead(in SaveGrid, c GridCell) models.Entry {
	e, _ := in.read(c)
	return e
}

// each does something with every cell that is in the form.
func (p *GridPage) each(in SaveGrid, do func(GridLine, *GridCell)) {
	for i := range p.Lines {
		for j := range p.Lines[i].Cells {
			if c := &p.Lines[i].Cells[j]; c.Open && in.lists(c.Key) {
				do(p.Lines[i], c)
			}
		}
	}
}
