package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/modeltest"
)

// strange is what nobody types by mistake.
func strange() []string {
	return []string{
		"a\x00b", "\xff\xfe", "' OR 1=1 --", "%", `\`, "99999999999999999999", "9999999999", "-1", "0000-00-00", "0000-01-01", "\r\nSet-Cookie=b", "\u202e\U0010ffff",
		strings.Repeat("a", 60_000), strings.Repeat("a ", 20_000),
	}
}

// strangeNames are the names of fields that pages read, and some with brackets that no page has.
func strangeNames() []string {
	return strings.Fields(`q skill level how dates after before show role area order areas course code manager next email password current new title
		organisation unknown decision_maker needs expects not_nhs_number reason answer minutes on kind reflection competency version use example then
		sort state stage profile kind act person thing from to assessment level[x] comment[x] shared name capacity minimum place join_url opens closes offer_hours trainers sessions[0].title sessions[0].date
		sessions[0].starts sessions[0].ends sessions[99999].title sessions[x].title sessions[-1].title competency[5000] assessment[99999]`)
}

// TestNothingThatIsSentBreaksThePages sends to every address, in its path, its query and its form, what nobody types by
// mistake: it is answered or refused, and is never a fault of ours.
func TestNothingThatIsSentBreaksThePages(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		s := siteOf(w)
		people := walkers(s)
		for _, route := range (&Handlers{app: s.app}).routes() {
			if strings.HasPrefix(route.Path, "/demo") || strings.HasPrefix(route.Path, "/sign-out") {
				continue
			}
			for _, text := range strange() {
				p := reacher(s, people, route)
				form := url.Values{}
				for _, name := range strangeNames() {
					form.Set(name, text)
				}
				if route.Method == http.MethodPost {
					s.post(p.actor, p.address(t, route.Path), form).isNoFault(route, "form", text)
				} else if len(text) < 1000 {
					s.get(p.actor, p.address(t, route.Path)+"?"+form.Encode()).isNoFault(route, "query", text)
				} else {
					s.get(p.actor, p.address(t, route.Path)+"?q="+url.QueryEscape(text)).isNoFault(route, "query", text)
				}
				s.askStrangely(t, p, route, text)
			}
		}
	})
}

// askStrangely puts the text in the place of every parameter of the route.
func (s *site) askStrangely(t *testing.T, p walker, route Route, text string) {
	t.Helper()
	for key, own := range p.own {
		if len(text) > 1000 || !strings.Contains(route.Path, key) {
			continue
		}
		p.own[key] = text
		s.ask(p.actor, route.Method, p.address(t, route.Path), url.Values{}).isNoFault(route, "path", text)
		p.own[key] = own
	}
}

// reacher is somebody whom the route lets in, and who may do most.
func reacher(s *site, people []walker, route Route) walker {
	for _, name := range []string{"trainer", "manager", "administrator"} {
		for _, p := range people {
			if p.name == name && policy.May(p.actor, route.Act) {
				p.actor = s.Again(p.actor)
				return p
			}
		}
	}
	s.T.Fatalf("nobody reaches %s", route.Path)
	return walker{}
}

func (a answer) isNoFault(route Route, where, text string) {
	a.t.Helper()
	if a.Status >= http.StatusInternalServerError && a.Status != http.StatusNotImplemented {
		a.t.Errorf("%s %s with %.20q in the %s: status %d", route.Method, route.Path, text, where, a.Status)
	}
}

func TestAFormThatIsNoTextOrNoFormIsRefused(t *testing.T) {
	s := newSite(t)
	ada := s.Learner("Ada")
	for form, status := range map[string]int{
		"title=a%00b": http.StatusBadRequest, "title=%ff": http.StatusBadRequest, "a%00b=1": http.StatusBadRequest, "title=%zz": http.StatusBadRequest,
		"competency[=1": http.StatusBadRequest, "competency]=1": http.StatusBadRequest, "competency[[0]]=1": http.StatusBadRequest,
		"title=Read&competency[0]=x": http.StatusUnprocessableEntity, "title=" + strings.Repeat("a", 2<<20): http.StatusRequestEntityTooLarge,
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/learning/log/new", strings.NewReader(form))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(s.cookie(ada))
		if got := s.send(r); got.Status != status {
			t.Errorf("%.30s: status %d, want %d", form, got.Status, status)
		}
	}
	s.get(ada, "/courses/a%00b").want(http.StatusNotFound)
	s.get(ada, "/courses?q=a%00b").want(http.StatusBadRequest).says("That could not be read")
	s.post(ada, "/welcome", url.Values{"unknown": {"perhaps"}}).want(http.StatusUnprocessableEntity)
	if events := s.Events(); len(events) != 0 {
		t.Errorf("events %v", events)
	}
}

func TestAPlanNamesNoCrowdOfTrainers(t *testing.T) {
	s := newSite(t)
	trainer := s.Grant(s.Learner("Tess"), models.Trainer, models.OneCourse, s.Course("R1").ID)
	form := url.Values{"course": {"R1"}, "trainers": {strings.Repeat("a,", 100_000)}}
	s.post(trainer, "/teaching/cohorts/new", form).want(http.StatusUnprocessableEntity).says("Name 20 trainers or fewer")
}
