package learning

import (
	"context"
	"slices"
	"strconv"

	"trellis/app/input"
	"trellis/models"
	"trellis/models/store"
)

// CohortTerms are the terms of a cohort as they were typed.
type CohortTerms struct {
	Name          string        `form:"name" validate:"max=100" problem:"max=Use 100 characters or fewer"`
	Capacity      string        `form:"capacity"`
	Overbook      string        `form:"overbook"`
	Minimum       string        `form:"minimum"`
	Place         string        `form:"place" validate:"max=200" problem:"max=Use 200 characters or fewer"`
	JoinURL       string        `form:"join_url" validate:"max=500" problem:"max=Use 500 characters or fewer"`
	WayIn         string        `form:"way_in"`
	OfferHours    string        `form:"offer_hours"`
	QuietHours    string        `form:"quiet_hours"`
	CutoffHours   string        `form:"cutoff_hours"`
	RefuseClashes bool          `form:"refuse_clashes"`
	Opens         string        `form:"opens"`
	Closes        string        `form:"closes"`
	SharesUntil   string        `form:"shares_until"`
	Shares        []CohortShare `form:"shares"`
	// NotNHSNumber says that ten digits in the texts are no NHS number.
	NotNHSNumber bool `form:"not_nhs_number"`
}

// CohortShare is how many places are held for a system, as it was typed.
type CohortShare struct {
	System string `form:"system"` // its code
	Places string `form:"places"`
}

// CohortQuestion is a question to those who apply, as it was typed.
type CohortQuestion struct {
	Asks     string `form:"asks"`
	Required bool   `form:"required"`
}

// CohortPreparation is something to do before the first session, as it was typed.
type CohortPreparation struct {
	Title   string `form:"title"`
	URL     string `form:"url"`
	Minutes string `form:"minutes"`
}

// PlanSession is one session of a plan, as it was typed.
type PlanSession struct {
	Title       string `form:"title"`
	Date        string `form:"date"`
	Starts      string `form:"starts"`
	Ends        string `form:"ends"`
	Place       string `form:"place"`
	JoinURL     string `form:"join_url"`
	JoiningText string `form:"joining_text"`
}

// What a plan says unless somebody says otherwise, in hours.
const (
	defaultOfferHours  = 48
	defaultQuietHours  = 24
	defaultCutoffHours = 48
)

func (t CohortTerms) tidied() CohortTerms {
	for _, text := range []*string{
		&t.Capacity, &t.Overbook, &t.Minimum, &t.JoinURL, &t.WayIn, &t.OfferHours, &t.QuietHours, &t.CutoffHours, &t.Opens, &t.Closes, &t.SharesUntil,
	} {
		*text = input.Tidy(*text)
	}
	t.Name, t.Place = input.Line(t.Name), input.Line(t.Place)
	t.Shares = slices.Clone(t.Shares)
	for i, s := range t.Shares {
		t.Shares[i] = CohortShare{System: input.Tidy(s.System), Places: input.Tidy(s.Places)}
	}
	return t
}

func (t CohortTerms) texts() []input.Text {
	return []input.Text{{Field: "name", Text: t.Name}, {Field: "place", Text: t.Place}}
}

// terms reads what was typed. Only systems that there are count.
func (t CohortTerms) terms(ctx context.Context, r store.Reads, today models.Date, problems models.Invalid) (models.Terms, error) {
	terms := models.Terms{
		Name: t.Name, Place: t.Place, JoinURL: t.JoinURL, Capacity: number(t.Capacity), Overbook: numberOr(t.Overbook, 0), Minimum: number(t.Minimum),
		WayIn: models.WayIn(t.WayIn), OfferHours: number(t.OfferHours), QuietHours: numberOr(t.QuietHours, defaultQuietHours),
		CutoffHours: numberOr(t.CutoffHours, defaultCutoffHours), RefuseClashes: t.RefuseClashes, Opens: t.Opens, Closes: t.Closes, SharesUntil: t.SharesUntil,
	}
	if len(t.Shares) == 0 {
		return terms, nil
	}
	systems, err := r.OpenSystems(ctx, today)
	if err != nil {
		return terms, err
	}
	for n, typed := range t.Shares {
		at := slices.IndexFunc(systems, func(o models.Organisation) bool { return o.Code == typed.System })
		switch places := numberOr(typed.Places, 0); {
		case places < 0:
			problems[models.ShareField(n)] = "Enter a number of places, or leave it empty"
		case at >= 0 && places > 0 && !slices.ContainsFunc(terms.Shares, func(s models.Share) bool { return s.OrganisationID == systems[at].ID }):
			terms.Shares = append(terms.Shares, models.Share{OrganisationID: systems[at].ID, Places: places})
		}
	}
	return terms, nil
}

// typed are terms as a form shows them, with a share for each of the systems.
func typed(t models.Terms, systems []models.Organisation) CohortTerms {
	in := CohortTerms{
		Name: t.Name, Place: t.Place, JoinURL: t.JoinURL, Capacity: strconv.Itoa(t.Capacity), Overbook: strconv.Itoa(t.Overbook), Minimum: strconv.Itoa(t.Minimum),
		WayIn: string(t.WayIn), OfferHours: strconv.Itoa(t.OfferHours), QuietHours: strconv.Itoa(t.QuietHours), CutoffHours: strconv.Itoa(t.CutoffHours),
		RefuseClashes: t.RefuseClashes, Opens: t.Opens, Closes: t.Closes, SharesUntil: t.SharesUntil,
	}
	for _, o := range systems {
		share := CohortShare{System: o.Code}
		for _, s := range t.Shares {
			if s.OrganisationID == o.ID {
				share.Places = strconv.Itoa(s.Places)
			}
		}
		in.Shares = append(in.Shares, share)
	}
	return in
}

func tidySessions(list []PlanSession) []PlanSession {
	list = slices.Clone(list)
	for i, s := range list {
		list[i] = PlanSession{
			Title: input.Line(s.Title), Date: input.Tidy(s.Date), Starts: input.Tidy(s.Starts), Ends: input.Tidy(s.Ends),
			Place: input.Line(s.Place), JoinURL: input.Tidy(s.JoinURL), JoiningText: input.Tidy(s.JoiningText),
		}
	}
	return list
}

// sessionPlans are the sessions for the units, and those typed besides: a row that is left empty is none.
func sessionPlans(typed []PlanSession, units []models.Unit) []models.SessionPlan {
	var list []models.SessionPlan
	for i := range max(len(typed), len(units)) {
		in, plan := PlanSession{}, models.SessionPlan{}
		if i < len(typed) {
			in = typed[i]
		}
		if i >= len(units) && in == (PlanSession{}) {
			continue
		}
		plan = models.SessionPlan{Title: in.Title, Date: in.Date, Starts: in.Starts, Ends: in.Ends, Place: in.Place, JoinURL: in.JoinURL, JoiningText: in.JoiningText}
		if i < len(units) && units[i].ID.Known() {
			plan.UnitID = &units[i].ID
		}
		list = append(list, plan)
	}
	return list
}

func sessionTexts(s PlanSession, at func(string) string) []input.Text {
	return []input.Text{{Field: at("title"), Text: s.Title}, {Field: at("place"), Text: s.Place}, {Field: at("joining_text"), Text: s.JoiningText}}
}

// typedSession is a session as a form shows it.
func typedSession(s models.SessionPlan) PlanSession {
	return PlanSession{Title: s.Title, Date: s.Date, Starts: s.Starts, Ends: s.Ends, Place: s.Place, JoinURL: s.JoinURL, JoiningText: s.JoiningText}
}

func tidyQuestions(list []CohortQuestion) []CohortQuestion {
	list = slices.Clone(list)
	for i := range list {
		list[i].Asks = input.Line(list[i].Asks)
	}
	return list
}

// questions are those that ask something. They stand first on the form, so that a problem stands at its row.
func questions(typed []CohortQuestion) (list []models.Question) {
	for _, q := range typed {
		if q.Asks != "" {
			list = append(list, models.Question{Asks: q.Asks, Required: q.Required})
		}
	}
	return list
}

func questionTexts(list []CohortQuestion) (texts []input.Text) {
	for n, q := range list {
		texts = append(texts, input.Text{Field: models.QuestionField(n), Text: q.Asks})
	}
	return texts
}

func preparations(typed []CohortPreparation) (list []models.Preparation) {
	for _, p := range typed {
		if p != (CohortPreparation{}) {
			list = append(list, models.Preparation{Title: p.Title, URL: p.URL, Minutes: numberOr(p.Minutes, 0)})
		}
	}
	return list
}
