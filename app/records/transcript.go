package records

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"trellis/models"
	"trellis/models/paths"
	"trellis/models/store"
)

// Transcript is everything that a person has done, as far as whoever looks may see it.
type Transcript struct {
	Name    string
	Network string
	MadeOn  models.Date
	// Whole tells whether self-study and the log are told too.
	Whole   bool
	Records []TranscriptRecord // the newest first
	Taken   []TranscriptCourse // courses attended without a record
	Past    []models.PastCompletion
	Years   []LearnedYear // the newest first
}

// TranscriptRecord is a completion record of a transcript.
type TranscriptRecord struct {
	models.CompletionRecord
	State        models.RecordState
	Outcomes     []models.RecordOutcome
	Requirements []models.RecordRequirement
	Successor    string // the number of the record in its place
	CheckURL     string
}

// Own is the record as its holder sees it.
func (r TranscriptRecord) Own() Own {
	return Own{Record: r.CompletionRecord, State: r.State, Outcomes: r.Outcomes, Requirements: r.Requirements, Successor: r.Successor, CheckURL: r.CheckURL}
}

// TranscriptCourse is a course that a person attended and has no record of.
type TranscriptCourse struct {
	store.TakenCourse
	Attended int // sessions, in whole or in part
	Minutes  int
}

// LearnedYear is how long somebody learned in a training year, from 1 April on.
type LearnedYear struct {
	First   models.Date
	Courses int // minutes in sessions of courses
	Logged  []LearnedKind
	Past    int // minutes of learning before this system, as files say
}

// LearnedKind is how long somebody learned in one way.
type LearnedKind struct {
	Kind    models.LearningKind
	Entries int
	Minutes int
}

// Title names the year, as 2026 to 2027.
func (y LearnedYear) Title() string {
	year := y.First.Time().Year()
	return strconv.Itoa(year) + " to " + strconv.Itoa(year+1)
}

// OwnStudy are the minutes that were logged.
func (y LearnedYear) OwnStudy() (minutes int) {
	for _, k := range y.Logged {
		minutes += k.Minutes
	}
	return minutes
}

// Total are the minutes that this system knows of; those that a file says are not among them.
func (y LearnedYear) Total() int { return y.Courses + y.OwnStudy() }

// Empty tells whether there is nothing to tell yet.
func (t Transcript) Empty() bool {
	return len(t.Records) == 0 && len(t.Taken) == 0 && len(t.Past) == 0 && len(t.Years) == 0
}

// Transcript is everything that the actor has done.
func (s *Service) Transcript(ctx context.Context, actor models.Actor) (Transcript, error) {
	return s.transcript(ctx, actor.ID, true)
}

func (s *Service) transcript(ctx context.Context, id models.ID, whole bool) (t Transcript, err error) {
	person, err := s.Store.Person(ctx, id)
	if err != nil {
		return t, err
	}
	if person.ErasedAt != nil {
		return t, models.ErrNotFound
	}
	t = Transcript{Name: person.Name, MadeOn: s.Store.Today(), Whole: whole}
	if t.Network, err = s.Store.NetworkName(ctx); err != nil {
		return t, err
	}
	if t.Records, err = s.transcriptRecords(ctx, id); err != nil {
		return t, err
	}
	if t.Past, err = s.Store.PastOf(ctx, id); err != nil {
		return t, err
	}
	presences, err := s.Store.PresentSince(ctx, id, "1900-01-01")
	if err != nil {
		return t, err
	}
	if t.Taken, err = s.taken(ctx, id, t.Records, presences); err != nil {
		return t, err
	}
	var logged []store.DayLogged
	if whole {
		if logged, err = s.Store.LoggedByDay(ctx, id); err != nil {
			return t, err
		}
	}
	t.Years = learnedYears(presences, logged, t.Past)
	return t, nil
}

func (s *Service) transcriptRecords(ctx context.Context, person models.ID) ([]TranscriptRecord, error) {
	kept, err := s.Store.RecordsOf(ctx, person)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	outcomes, err := s.Store.OutcomesOfRecords(ctx, person)
	if err != nil {
		return nil, err
	}
	requirements, err := s.Store.RequirementsOfRecords(ctx, person)
	if err != nil {
		return nil, err
	}
	list, today := make([]TranscriptRecord, len(kept)), s.Store.Today()
	at, codes := make(map[models.ID]*TranscriptRecord, len(kept)), make(map[models.ID]string, len(kept))
	for i, r := range kept {
		list[i] = TranscriptRecord{CompletionRecord: r, State: r.StateOn(today), CheckURL: s.BaseURL + paths.VerifyRecord(r.Code)}
		at[r.ID], codes[r.ID] = &list[i], r.Code
	}
	for _, o := range outcomes {
		at[o.CompletionRecordID].Outcomes = append(at[o.CompletionRecordID].Outcomes, o)
	}
	for _, asked := range requirements {
		at[asked.CompletionRecordID].Requirements = append(at[asked.CompletionRecordID].Requirements, asked)
	}
	for i := range list {
		if list[i].SuccessorID != nil {
			list[i].Successor = codes[*list[i].SuccessorID]
		}
	}
	return list, nil
}

// taken are the courses that the person attended a session of, and has no record that counts of.
func (s *Service) taken(ctx context.Context, person models.ID, records []TranscriptRecord, presences []store.Presence) ([]TranscriptCourse, error) {
	enrolments, err := s.Store.TakenCourses(ctx, person)
	if err != nil {
		return nil, err
	}
	recorded := map[models.ID]bool{}
	for _, r := range records {
		if r.RevokedAt == nil {
			recorded[r.EnrolmentID] = true
		}
	}
	sessions, minutes := map[models.ID]int{}, map[models.ID]int{}
	for _, p := range presences {
		if p.Mark == models.Attended || p.Mark == models.Part {
			sessions[p.EnrolmentID]++
			minutes[p.EnrolmentID] += p.MinutesOf(int(p.Ends.Sub(p.Starts).Minutes()))
		}
	}
	var list []TranscriptCourse
	for _, e := range enrolments {
		if sessions[e.ID] > 0 && !recorded[e.ID] {
			list = append(list, TranscriptCourse{TakenCourse: e, Attended: sessions[e.ID], Minutes: minutes[e.ID]})
		}
	}
	return list, nil
}

// learnedYears sums the minutes by training year, the newest first. What a file says stands apart: nobody here has checked it.
func learnedYears(presences []store.Presence, logged []store.DayLogged, past []models.PastCompletion) []LearnedYear {
	years := map[models.Date]*LearnedYear{}
	of := func(day models.Date) *LearnedYear {
		first := models.TrainingYear(day)
		if years[first] == nil {
			years[first] = &LearnedYear{First: first}
		}
		return years[first]
	}
	for _, p := range presences {
		if minutes := p.MinutesOf(int(p.Ends.Sub(p.Starts).Minutes())); minutes > 0 {
			of(models.DateOf(p.Starts)).Courses += minutes
		}
	}
	for _, l := range logged {
		year := of(l.LearnedOn)
		i := slices.IndexFunc(year.Logged, func(k LearnedKind) bool { return k.Kind == l.Kind })
		if i < 0 {
			i, year.Logged = len(year.Logged), append(year.Logged, LearnedKind{Kind: l.Kind})
		}
		year.Logged[i].Entries += l.Entries
		year.Logged[i].Minutes += l.Minutes
	}
	for _, p := range past {
		if p.Minutes != nil {
			of(p.CompletedOn).Past += *p.Minutes
		}
	}
	list := make([]LearnedYear, 0, len(years))
	for _, year := range years {
		slices.SortFunc(year.Logged, func(a, b LearnedKind) int {
			return cmp.Or(cmp.Compare(b.Minutes, a.Minutes), cmp.Compare(a.Kind, b.Kind))
		})
		list = append(list, *year)
	}
	slices.SortFunc(list, func(a, b LearnedYear) int { return cmp.Compare(b.First, a.First) })
	return list
}
