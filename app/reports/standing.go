package reports

import (
	"context"
	"reflect"
	"sync"
	"time"

	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// standing is how the network stands, with small numbers protected once for every reader: whoever sees a part of it sees
// the same as all others, so that nobody learns more by comparing.
type standing struct {
	stamp  store.NetworkStamp
	by     disclosure.Thresholds
	others string // what the groups of several systems, or of none, are called
	made   time.Time
	places []place
	at     map[models.ID]int    // the places of organisations
	roles  map[models.ID]string // codes of role profiles
	named  []Choice             // role profiles by name
	all    []store.FrameworkSkill
	skills []*picture // of all, those that are asked for
}

// keepsFor is how long a standing is shown without looking at the names of organisations again.
const keepsFor = time.Minute

// kept are the standings that were made last, of today and of the past. They can be made again at any time.
type kept struct {
	mu   sync.Mutex
	last *standing
	past map[models.Date]*standing
}

// pastKept is how many past months are kept ready.
const pastKept = 3

// standing is how the network stands now. Only the competencies of which something changed are read and protected anew.
func (s *Service) standing(ctx context.Context) (*standing, error) {
	next, err := s.frame(ctx, s.Store.Today())
	if err != nil {
		return nil, err
	}
	versions, err := s.Store.TallyStamps(ctx)
	if err != nil {
		return nil, err
	}
	s.kept.mu.Lock() // one makes it, the others wait for it
	defer s.kept.mu.Unlock()
	last := s.kept.last
	if last.holds(next) && len(last.changed(versions)) == 0 {
		return last, nil
	}
	for range 2 { // an organisation may have come meanwhile that has no place yet
		if !last.holds(next) {
			network, err := s.Store.Network(ctx, next.stamp.Day)
			if err != nil {
				return nil, err
			}
			next.shape(network)
			next.take(last)
		} else {
			next = last.again()
		}
		rows, err := s.Store.TalliesIn(ctx, next.changed(versions))
		if err != nil {
			return nil, err
		}
		if next.redraw(rows, versions) {
			s.kept.last = next
			return next, nil
		}
		last = nil
	}
	s.kept.last = nil
	return next, nil
}

// frame is a standing with nothing in it yet.
func (s *Service) frame(ctx context.Context, day models.Date) (*standing, error) {
	stamp, err := s.Store.NetworkStamp(ctx, day)
	if err != nil {
		return nil, err
	}
	settings, err := s.Store.Settings(ctx)
	return &standing{stamp: stamp, by: settings.Thresholds(), others: severalOrNone(settings), made: s.Store.Now()}, err
}

// pastStanding is how the network stood on the last day of a month that is kept.
func (s *Service) pastStanding(ctx context.Context, day models.Date) (*standing, error) {
	next, err := s.frame(ctx, day)
	if err != nil {
		return nil, err
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	if past := s.kept.past[day]; past.holds(next) {
		return past, nil
	}
	network, err := s.Store.PastNetwork(ctx, day)
	if err != nil {
		return nil, err
	}
	rows, err := s.Store.PastTallies(ctx, day)
	if err != nil {
		return nil, err
	}
	next.shape(network)
	next.redraw(rows, nil)
	if s.kept.past == nil || len(s.kept.past) >= pastKept {
		s.kept.past = map[models.Date]*standing{}
	}
	s.kept.past[day] = next
	return next, nil
}

// severalOrNone is what people and organisations are called that belong to several systems, or to none.
func severalOrNone(s models.Settings) string { return "Several " + s.Systems() + ", or none" }

// holds tells whether a standing was made of the same network, by the same rules, and not long ago.
func (st *standing) holds(next *standing) bool {
	return st != nil && st.stamp == next.stamp && st.by == next.by && st.others == next.others && next.made.Sub(st.made).Abs() < keepsFor
}

// again is the same standing, to be drawn on.
func (st *standing) again() *standing {
	next := *st
	return &next
}

// shape gives the standing its places, role profiles and competencies.
func (st *standing) shape(n store.Network) {
	st.places, st.at, st.roles, st.all = placesOf(n), map[models.ID]int{}, map[models.ID]string{}, n.Skills
	for i, p := range st.places {
		if p.level == office {
			st.at[p.ID] = i
		}
	}
	named := map[string]bool{}
	for _, r := range n.Roles {
		st.roles[r.ID] = r.Code
		if !named[r.Code] {
			named[r.Code] = true
			st.named = append(st.named, Choice{r.Code, r.Name})
		}
	}
}

// take keeps the pictures of an earlier standing that had the same shape.
func (st *standing) take(last *standing) {
	if last != nil && last.by == st.by && reflect.DeepEqual(last.places, st.places) && reflect.DeepEqual(last.roles, st.roles) {
		st.skills = last.skills
	}
}

// changed are the competencies whose pictures do not hold any more, or that have none.
func (st *standing) changed(versions map[models.ID]int64) (list []models.ID) {
	have := make(map[models.ID]int64, len(st.skills))
	for _, pic := range st.skills {
		have[pic.ID] = pic.version
	}
	for id, version := range versions {
		if held, found := have[id]; !found || held != version {
			list = append(list, id)
		}
	}
	return list
}

// redraw draws the competencies whose stamp is another one, or all where there are no stamps. It tells whether everything
// that is counted has its place.
func (st *standing) redraw(rows []models.RoleTally, versions map[models.ID]int64) bool {
	of := map[models.ID][]models.RoleTally{}
	for _, row := range rows {
		if _, there := st.at[row.OrganisationID]; !there || st.roles[row.RoleProfileID] == "" {
			return false
		}
		of[row.CompetencyID] = append(of[row.CompetencyID], row)
	}
	have := map[models.ID]*picture{}
	for _, pic := range st.skills {
		have[pic.ID] = pic
	}
	pictures, known := make([]*picture, len(st.all)), map[models.ID]bool{}
	var drawn sync.WaitGroup
	for i, skill := range st.all {
		known[skill.ID] = true
		if pic := have[skill.ID]; pic != nil && pic.version == versions[skill.ID] {
			pictures[i] = pic
			continue
		}
		drawn.Go(func() {
			pictures[i] = draw(st.by, st.places, st.at, st.roles, skill, of[skill.ID])
			pictures[i].version = versions[skill.ID]
		})
	}
	drawn.Wait()
	st.skills = pictures
	for id := range of {
		if !known[id] {
			return false
		}
	}
	return true
}

// asked are the pictures of what anybody is asked for.
func (st *standing) asked() (list []*picture) {
	for _, pic := range st.skills {
		if pic.places[0].asked {
			list = append(list, pic)
		}
	}
	return list
}

// name is what the place is called.
func (st *standing) name(p place) string {
	switch {
	case p.level == whole:
		return "Whole network"
	case !p.ID.Known():
		return st.others
	}
	return p.ShortName
}
