package learning

import (
	"context"
	"slices"

	"trellis/models"
)

// ForAppraisal is the period and what is left out of it. Days that are missing or make no period are this training year.
type ForAppraisal struct {
	From, Until string
	Without     []string // ids of cohorts, records and entries
}

// AppraisalPage is what somebody learned in a period, to be printed for an appraisal.
type AppraisalPage struct {
	From, Until models.Date
	Courses     []AttendedCourse
	Records     []models.CompletionRecord
	Entries     []LoggedEntry
	Skills      []string // touched, by name
	Total       models.LearnedTotal
	Without     map[models.ID]bool
}

// AttendedCourse is a cohort of which somebody attended sessions in a period.
type AttendedCourse struct {
	Cohort   models.ID
	Title    string
	Name     string
	Sessions int
	Minutes  int
	First    models.Date
	Last     models.Date
	learned  []models.Learned
}

// longestAppraisal is how many years a period may last.
const longestAppraisal = 10

// Appraisal gathers what the actor learned in a period. What is left out is not in the totals, nor in the skills.
func (s *Service) Appraisal(ctx context.Context, actor models.Actor, in ForAppraisal) (page AppraisalPage, err error) {
	page.From, page.Until = period(in, s.Store.Today())
	page.Without = map[models.ID]bool{}
	for _, id := range in.Without {
		page.Without[models.ID(id)] = true
	}
	if page.Courses, err = s.attendedIn(ctx, actor.ID, page.From, page.Until); err != nil {
		return page, err
	}
	records, err := s.Store.RecordsOf(ctx, actor.ID)
	if err != nil {
		return page, err
	}
	for _, r := range records {
		if r.RevokedAt == nil && r.SupersededAt == nil && r.CompletedOn >= page.From && r.CompletedOn <= page.Until {
			page.Records = append(page.Records, r)
		}
	}
	slices.Reverse(page.Records)
	entries, err := s.Store.EntriesOf(ctx, actor.ID, page.From, page.Until)
	if err != nil {
		return page, err
	}
	if page.Entries, err = s.about(ctx, entries); err != nil {
		return page, err
	}
	page.add()
	return page, s.touch(ctx, actor.ID, &page)
}

// period is the one asked for, or this training year until today.
func period(in ForAppraisal, today models.Date) (from, until models.Date) {
	from, err := models.ParseDate(in.From)
	until, wrong := models.ParseDate(in.Until)
	if err != nil || wrong != nil || from == "" || until == "" || until < from || until > from.AddMonths(12*longestAppraisal) {
		return models.TrainingYear(today), today
	}
	return from, until
}

func (s *Service) attendedIn(ctx context.Context, person models.ID, from, until models.Date) (list []AttendedCourse, err error) {
	present, err := s.Store.PresentIn(ctx, person, from, until)
	for _, p := range present {
		minutes := p.MinutesOf(int(p.Ends.Sub(p.Starts).Minutes()))
		if minutes == 0 {
			continue
		}
		at := slices.IndexFunc(list, func(c AttendedCourse) bool { return c.Cohort == p.CohortID })
		on := models.DateOf(p.Starts)
		if at < 0 {
			at = len(list)
			list = append(list, AttendedCourse{Cohort: p.CohortID, Title: p.CourseTitle, Name: p.CohortName, First: on})
		}
		c := &list[at]
		c.Sessions, c.Minutes, c.Last = c.Sessions+1, c.Minutes+minutes, on
		c.learned = append(c.learned, models.Learned{On: on, Count: 1, Minutes: minutes})
	}
	return list, err
}

// add totals what is not left out.
func (p *AppraisalPage) add() {
	var learned []models.Learned
	for _, c := range p.Courses {
		if !p.Without[c.Cohort] {
			learned = append(learned, c.learned...)
		}
	}
	for _, e := range p.Entries {
		if !p.Without[e.ID] {
			learned = append(learned, models.Learned{On: e.LearnedOn, Kind: e.Kind, Count: 1, Minutes: e.Minutes})
		}
	}
	p.Total = models.TotalOf(learned)
}

// touch names the skills that the entries were about, and that the records name.
func (s *Service) touch(ctx context.Context, person models.ID, page *AppraisalPage) error {
	for _, e := range page.Entries {
		if !page.Without[e.ID] {
			page.Skills = append(page.Skills, e.Skills...)
		}
	}
	outcomes, err := s.Store.RecordedIn(ctx, person, page.From, page.Until)
	for _, o := range outcomes {
		if !page.Without[o.CompletionRecordID] {
			page.Skills = append(page.Skills, o.CompetencyName)
		}
	}
	slices.Sort(page.Skills)
	page.Skills = slices.Compact(page.Skills)
	return err
}
