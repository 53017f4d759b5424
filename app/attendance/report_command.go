package attendance

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"trellis/app/attendance/report"
	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// ImportFiles imports files about who came, without a screen.
type ImportFiles struct {
	Files   []UploadedFile
	Cohort  string // its code; empty: the files say it
	Session int    // its number; 0: the files say it, in a column or by their times
	By      string // the address of who keeps the registers; empty: the first who teaches the cohort
	Missed  bool   // whoever is not in the files and not marked missed it
	DryRun  bool
}

// ImportedFiles says what an import did, or would do.
type ImportedFiles struct {
	Subject                   string
	Added, Changed, Unchanged int // marks
	Refused                   []RefusedLine
	Warnings                  []string
}

// RefusedLine is a line of a file that stands in the way.
type RefusedLine struct {
	File    string
	Line    int // 0: the file as a whole
	Value   string
	Problem string
}

// errDry ends a transaction that is only looked at.
var errDry = errors.New("nothing is to be kept")

// ImportFiles imports files about who came: all of them or, where a line stands in the way, none. Somebody whom nobody knows
// stands in the way in a table; in the report of a meeting, where others come too, they are left out with a warning.
func (s *Service) ImportFiles(ctx context.Context, in ImportFiles) (out ImportedFiles, err error) {
	cohorts, err := s.cohortsOf(ctx, in, &out)
	if err != nil || len(out.Refused) > 0 {
		return out, err
	}
	var names []string
	err = s.Store.InTx(ctx, func(tx *store.Tx) error {
		for _, code := range cohorts {
			name, err := s.importInto(ctx, tx, code, in, &out)
			if err != nil {
				return err
			}
			names = append(names, name)
		}
		if in.DryRun || len(out.Refused) > 0 {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	if len(out.Refused) > 0 {
		out.Added, out.Changed, out.Unchanged = 0, 0, 0
	}
	out.Subject = strings.Join(names, ", ")
	return out, err
}

// cohortsOf are the codes of the cohorts that the files are about.
func (s *Service) cohortsOf(ctx context.Context, in ImportFiles, out *ImportedFiles) ([]string, error) {
	if in.Cohort != "" {
		return []string{in.Cohort}, s.named(ctx, in.Cohort, out)
	}
	var codes []string
	for _, f := range in.Files {
		r, err := report.Read(f.Content, readOptions(nil))
		if err != nil {
			out.Refused = append(out.Refused, RefusedLine{File: f.Name, Problem: problemOf(err)})
			continue
		}
		for _, p := range r.People {
			if p.Cohort == "" {
				out.Refused = append(out.Refused, RefusedLine{File: f.Name, Line: p.Line, Problem: "the file does not say which cohort: name it with --cohort, or in a column cohort"})
				break
			}
			if !slices.ContainsFunc(codes, func(c string) bool { return strings.EqualFold(c, p.Cohort) }) {
				codes = append(codes, p.Cohort)
				if err := s.named(ctx, p.Cohort, out); err != nil {
					return nil, err
				}
			}
		}
	}
	slices.Sort(codes)
	return codes, nil
}

func (s *Service) named(ctx context.Context, code string, out *ImportedFiles) error {
	_, err := s.Store.TaughtCohortByCode(ctx, code)
	if errors.Is(err, models.ErrNotFound) {
		out.Refused = append(out.Refused, RefusedLine{Value: code, Problem: "no cohort has this code"})
		return nil
	}
	return err
}

func (s *Service) importInto(ctx context.Context, tx *store.Tx, code string, in ImportFiles, out *ImportedFiles) (name string, err error) {
	locked, err := tx.LockCohortByCode(ctx, code)
	if err != nil {
		return "", err
	}
	cohort, err := tx.TaughtCohortByCode(ctx, locked.Code)
	if err != nil {
		return "", err
	}
	actor, err := s.keeperOf(ctx, tx, cohort, in, out)
	if err != nil || len(out.Refused) > 0 {
		return cohort.Code, err
	}
	files, answers := make([]file, len(in.Files)), LookAtFiles{Sessions: map[string]string{}, Missed: map[string]string{}}
	for i, f := range in.Files {
		id := models.ID(strconv.Itoa(i))
		files[i] = file{id: id, name: f.Name, content: f.Content}
		if in.Session > 0 {
			answers.Sessions[string(id)] = strconv.Itoa(in.Session)
		}
	}
	l, err := s.lookAt(ctx, tx.Reads, cohort, files, answers)
	if err != nil {
		return "", err
	}
	l.refuse(in, out)
	for i := range l.page.Tables {
		l.page.Tables[i].Missed = in.Missed
		for _, line := range l.page.Tables[i].Lines {
			out.count(l.page.Tables[i].change(line), line)
		}
	}
	if in.DryRun || len(out.Refused) > 0 {
		return cohort.Code, nil
	}
	_, err = l.keep(ctx, tx, actor)
	return cohort.Code, err
}

// keeperOf is in whose name the registers are kept: a mark says who set it.
func (s *Service) keeperOf(ctx context.Context, tx *store.Tx, cohort store.TaughtCohort, in ImportFiles, out *ImportedFiles) (actor models.Actor, err error) {
	var id models.ID
	if in.By != "" {
		person, err := tx.PersonByEmail(ctx, in.By)
		if errors.Is(err, models.ErrNotFound) {
			out.Refused = append(out.Refused, RefusedLine{Value: in.By, Problem: "nobody has this address: name who keeps the register with --by"})
			return actor, nil
		}
		if err != nil {
			return actor, err
		}
		id = person.ID
	} else {
		teachers, err := tx.TeachersOf(ctx, cohort.Cohort, s.Store.Today())
		if err != nil {
			return actor, err
		}
		if len(teachers) == 0 {
			out.Refused = append(out.Refused, RefusedLine{Value: cohort.Code, Problem: "nobody teaches this cohort: name who keeps the register with --by"})
			return actor, nil
		}
		id = teachers[0]
	}
	if actor, err = tx.Actor(ctx, id, s.Store.Today()); err != nil {
		return actor, err
	}
	if err := policy.Allows(actor, policy.KeepRegister, cohort.Cohort); err != nil {
		out.Refused = append(out.Refused, RefusedLine{Value: in.By, Problem: "this person does not keep the register of " + cohort.Code})
		return actor, nil
	}
	if in.By == "" {
		out.Warnings = append(out.Warnings, cohort.Code+": the marks are kept in the name of "+actor.Name+", who teaches it. Name another with --by")
	}
	return actor, nil
}

// refuse says what of the files stands in the way, and what is left out.
func (l *looked) refuse(in ImportFiles, out *ImportedFiles) {
	if in.Session > 0 && l.session(in.Session) == nil {
		out.Refused = append(out.Refused, RefusedLine{Value: strconv.Itoa(in.Session), Problem: "the cohort has no session of this number that has begun"})
		return
	}
	for _, f := range l.page.Files {
		for _, w := range f.Report.Warnings {
			out.Warnings = append(out.Warnings, f.Name+": "+w.String())
		}
		switch {
		case f.Problem != "":
			out.Refused = append(out.Refused, RefusedLine{File: f.Name, Problem: f.Problem})
		case !f.Report.Sessions && f.Session == 0:
			out.Refused = append(out.Refused, RefusedLine{File: f.Name, Problem: "the times say of no session that has begun: name it with --session"})
		}
		l.refuseLines(f, in, out)
	}
}

func (l *looked) refuseLines(f LookedFile, in ImportFiles, out *ImportedFiles) {
	for _, w := range f.Unknown {
		if in.Cohort == "" && strings.HasPrefix(w.Text, "this is about the cohort") { // its own turn comes
			continue
		}
		out.Refused = append(out.Refused, RefusedLine{File: f.Name, Line: w.Line, Problem: w.Text})
	}
	for _, p := range f.Report.People {
		if p.Cohort != "" && !strings.EqualFold(p.Cohort, l.page.Code) {
			continue
		}
		a := l.asked[questionOf(f, p)]
		if a == nil {
			continue
		}
		who := strings.Join(append([]string{p.Name}, p.Addresses()...), " ")
		if f.Report.Kind == report.Table {
			out.Refused = append(out.Refused, RefusedLine{File: f.Name, Line: p.Line, Value: strings.TrimSpace(who), Problem: strings.ToLower(a.Why[:1]) + a.Why[1:] + ": put it right, or use the screen, where you can say who it is"})
			continue
		}
		out.Warnings = append(out.Warnings, f.Name+": Line "+strconv.Itoa(p.Line)+": "+strconv.Quote(strings.TrimSpace(who))+" is left out: "+strings.ToLower(a.Why[:1])+a.Why[1:])
	}
}

// count counts what becomes of a line.
func (out *ImportedFiles) count(c change, l FileLine) {
	switch {
	case c.mark == "":
	case l.Now.Mark == "":
		out.Added++
	case c.mark == l.Now.Mark && sameMinutes(c.minutes, l.Now.Minutes):
		out.Unchanged++
	default:
		out.Changed++
	}
}
