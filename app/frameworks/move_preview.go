package frameworks

import (
	"cmp"
	"context"
	"slices"

	"trellis/app/policy"
	"trellis/models"
	"trellis/models/store"
)

// Redrawn stands for the role profile that is drawn anew on the version that people come to.
const Redrawn = "redrawn"

// MoveVersion says who comes from which version, and what follows each role profile.
type MoveVersion struct {
	From string `form:"from"` // the version that is left
	// To is what follows a role profile, by id: the code of one of the new version, Redrawn, or empty where people stay.
	To   map[models.ID]string
	Seen string `form:"seen"` // what the preview said
	Back bool   `form:"back"` // that people come to a version that is older than theirs is meant
}

// MovePage is who is still on other versions, and the form that asks where they go.
type MovePage struct {
	AtVersion
	Others []OtherVersion
	Moves  []models.VersionMove // to this version, the newest first
	// Of the version that is chosen: what is there, and what may follow it.
	From     string
	Profiles []ProfileToMove
	Into     []models.RoleProfile
	Preview  *MovePreview // nil until all is chosen
}

// OtherVersion is another version with how many people are on it.
type OtherVersion struct {
	Version       string
	Posts, People int
}

// ProfileToMove is a role profile that people have, and what follows it.
type ProfileToMove struct {
	store.OlderProfile
	To string // as in MoveVersion
}

// MovePreview is what a move would do. It changes nothing.
type MovePreview struct {
	Posts, People int
	Held          int // people who stay, because another post of theirs names a role profile that is not followed
	Lines         []MoveLine
	Carried       []Outcome // competencies whose assessments carry over
	Left          []Outcome // those whose assessments stay behind
	Assessments   int       // that carry over: each counts once for each competency it is repeated on
	Asked         []string  // names of competencies that the new role profiles ask for, and that follow none of those asked before
	Courses       []models.Course
	Back          bool // the version that people come to was published before the one that they leave
}

// MoveLine is what follows one role profile.
type MoveLine struct {
	From, To      string // names; To is empty where people stay
	Redrawn       bool
	Posts, People int
	Asks, Was     int // how many skills the role profile asks for then, and now
}

// Outcome is what becomes of the assessments of one competency.
type Outcome struct {
	From, To    string // names; To is empty where nothing follows
	Kind        models.SuccessionKind
	Said        bool // editors said so
	Note        string
	Assessments int
}

// moving is a move as it was chosen, with all that it needs to know.
type moving struct {
	from, to models.FrameworkVersion
	follows  map[models.ID]models.ID // role profile by role profile; what is redrawn is not among them yet
	redraws  []models.DrawnRole      // as they are now
	compared store.VersionsCompared
	preview  MovePreview
	followed []models.ID // every role profile that is left
}

// MovePage shows who is still on other versions of a framework than this one, and what a move would do once it is chosen.
func (s *Service) MovePage(ctx context.Context, actor models.Actor, framework, version string, in MoveVersion) (MovePage, error) {
	page := MovePage{From: in.From}
	v, err := s.mayMove(ctx, s.Store.Reads, actor, framework, version)
	if err != nil {
		return page, err
	}
	page.Version = v
	if page.Framework, err = s.Store.FrameworkByID(ctx, v.FrameworkID); err != nil {
		return page, err
	}
	if page.Moves, err = s.Store.VersionMovesTo(ctx, v.ID); err != nil {
		return page, err
	}
	older, err := s.Store.OlderProfiles(ctx, v, s.Store.Today())
	if err != nil {
		return page, err
	}
	profiles, err := s.Store.RoleProfiles(ctx, v.ID)
	if err != nil {
		return page, err
	}
	page.Into = slices.DeleteFunc(profiles, func(p models.RoleProfile) bool { return p.Retired })
	page.list(older, in)
	if in.From == "" || in.To == nil {
		return page, nil
	}
	m, err := s.plan(ctx, s.Store.Reads, actor, framework, version, in)
	page.Preview = &m.preview
	return page, err
}

func (s *Service) mayMove(ctx context.Context, r store.Reads, actor models.Actor, framework, version string) (models.FrameworkVersion, error) {
	v, err := r.VersionNamed(ctx, framework, version)
	if err != nil {
		return v, err
	}
	if err := policy.Allows(actor, policy.MoveVersions, v); err != nil {
		return v, err
	}
	if v.State != models.Published {
		return v, models.ErrNotFound
	}
	return v, nil
}

// list puts what people have by version, and of the chosen one what follows it: what was chosen, or the same code.
func (p *MovePage) list(older []store.OlderProfile, in MoveVersion) {
	for _, o := range older {
		if last := len(p.Others) - 1; last < 0 || p.Others[last].Version != o.Version {
			p.Others = append(p.Others, OtherVersion{Version: o.Version})
		}
		at := &p.Others[len(p.Others)-1]
		at.Posts, at.People = at.Posts+o.Posts, at.People+o.People
		if o.Version != p.From {
			continue
		}
		line := ProfileToMove{OlderProfile: o}
		if in.To != nil {
			line.To = in.To[o.ID]
		} else {
			line.To = usual(o, p.Into)
		}
		p.Profiles = append(p.Profiles, line)
	}
}

// usual is what follows a role profile unless somebody says otherwise.
func usual(o store.OlderProfile, into []models.RoleProfile) string {
	if slices.ContainsFunc(into, func(p models.RoleProfile) bool { return p.Code == o.Code }) {
		return o.Code
	}
	if o.DrawnHere {
		return Redrawn
	}
	return ""
}

// takesPeople is the version that people are moved to. models.Invalid once its cutoff has passed.
func (s *Service) takesPeople(ctx context.Context, r store.Reads, actor models.Actor, framework, version string) (models.FrameworkVersion, error) {
	to, err := s.mayMove(ctx, r, actor, framework, version)
	if err == nil && !to.IsOpenOn(s.Store.Today()) {
		err = models.Invalid{"from": "Version " + to.Version + " takes nobody new after " + string(to.Cutoff) + ": move people to another version"}
	}
	return to, err
}

// plan is what the move would do, or models.Invalid with what is wrong with it.
func (s *Service) plan(ctx context.Context, r store.Reads, actor models.Actor, framework, version string, in MoveVersion) (moving, error) {
	m := moving{follows: map[models.ID]models.ID{}}
	var err error
	if m.to, err = s.takesPeople(ctx, r, actor, framework, version); err != nil {
		return m, err
	}
	if m.from, err = r.VersionNamed(ctx, framework, in.From); err != nil || m.from.ID == m.to.ID || m.from.PublishedAt == nil {
		return m, cmp.Or(err, models.ErrNotFound)
	}
	m.preview.Back = m.to.PublishedAt.Before(*m.from.PublishedAt)
	busy, err := r.UnfinishedVersionMove(ctx, m.from.ID, m.to.ID)
	if err != nil {
		return m, err
	}
	if busy {
		return m, models.Invalid{"from": "People are being moved between these versions already. Wait until that is done"}
	}
	if m.compared, err = r.CompareVersions(ctx, m.from.ID, m.to.ID); err != nil {
		return m, err
	}
	into, err := r.RoleProfiles(ctx, m.to.ID)
	if err != nil {
		return m, err
	}
	profiles, err := r.RoleProfiles(ctx, m.from.ID)
	if err != nil {
		return m, err
	}
	if err := m.choose(ctx, r, profiles, into, in); err != nil {
		return m, err
	}
	if len(m.followed) == 0 {
		return m, models.Invalid{"from": "Choose what follows at least one role profile"}
	}
	return m, m.look(ctx, r, profiles, into, s.Store.Today())
}

func (m *moving) choose(ctx context.Context, r store.Reads, profiles, into []models.RoleProfile, in MoveVersion) error {
	problems := models.Invalid{}
	for _, p := range profiles {
		switch to := in.To[p.ID]; to {
		case "":
		case Redrawn:
			role, err := r.RoleCoded(ctx, m.from.ID, p.Code)
			if err != nil {
				return err
			}
			if !p.DrawnHere {
				problems["to-"+string(p.ID)] = "Only what was drawn here is drawn anew"
			}
			m.redraws, m.followed = append(m.redraws, role), append(m.followed, p.ID)
		default:
			at := slices.IndexFunc(into, func(n models.RoleProfile) bool { return n.Code == to && !n.Retired })
			if at < 0 {
				problems["to-"+string(p.ID)] = "Select a role profile from the list"
				continue
			}
			m.follows[p.ID], m.followed = into[at].ID, append(m.followed, p.ID)
		}
	}
	return problems.OrNil()
}

// look fills the preview.
func (m *moving) look(ctx context.Context, r store.Reads, profiles, into []models.RoleProfile, today models.Date) error {
	counts, err := r.MovablePosts(ctx, m.from.ID, m.followed, today)
	if err != nil {
		return err
	}
	if m.preview.People, err = r.CountMovable(ctx, m.from.ID, m.followed, today); err != nil {
		return err
	}
	held, err := r.CountHoldersAmong(ctx, m.followed, today)
	if err != nil {
		return err
	}
	m.preview.Held = held - m.preview.People
	assessed, err := r.AssessedToMove(ctx, m.from.ID, m.followed, today)
	if err != nil {
		return err
	}
	m.outcomes(assessed)
	if m.preview.Courses, err = r.CoursesOnVersion(ctx, m.from.ID); err != nil {
		return err
	}
	ids := slices.Clone(m.followed)
	for _, to := range m.follows {
		ids = append(ids, to)
	}
	requirements, err := r.Requirements(ctx, ids)
	if err != nil {
		return err
	}
	m.lines(profiles, into, counts, requirements)
	m.asked(requirements)
	return nil
}

// outcomes says what becomes of the assessments of each competency, in the order of the comparison.
func (m *moving) outcomes(assessed map[models.ID]int) {
	carries := models.CarriesTo(m.compared.Changes)
	for _, c := range m.compared.Changes {
		if c.From == nil || assessed[c.From.ID] == 0 {
			continue
		}
		o := Outcome{From: c.From.Name, Kind: c.Kind, Said: c.Said, Note: c.Note, Assessments: assessed[c.From.ID]}
		if c.To != nil {
			o.To = c.To.Name
		}
		switch {
		case c.Carries:
			m.preview.Carried = append(m.preview.Carried, o)
			m.preview.Assessments += o.Assessments
		case len(carries[c.From.ID]) == 0:
			m.preview.Left = append(m.preview.Left, o)
		}
	}
}

func (m *moving) lines(profiles, into []models.RoleProfile, counts map[models.ID]store.PostCounts, requirements []models.Requirement) {
	asks := map[models.ID]int{}
	for _, r := range requirements {
		asks[r.RoleProfileID]++
	}
	for _, p := range profiles {
		if !slices.Contains(m.followed, p.ID) {
			continue
		}
		line := MoveLine{From: p.Name, Posts: counts[p.ID].Posts, People: counts[p.ID].People, Was: asks[p.ID]}
		if to, named := m.follows[p.ID]; named {
			at := slices.IndexFunc(into, func(n models.RoleProfile) bool { return n.ID == to })
			line.To, line.Asks = into[at].Name, asks[to]
		} else {
			at := slices.IndexFunc(m.redraws, func(d models.DrawnRole) bool { return d.ID == p.ID })
			line.To, line.Redrawn, line.Asks = p.Name, true, len(m.redrawn(m.redraws[at]).Asks)
		}
		m.preview.Posts += line.Posts
		m.preview.Lines = append(m.preview.Lines, line)
	}
}

func (m *moving) redrawn(role models.DrawnRole) models.DrawnRole {
	return models.Redraw(role, models.FollowedBy(m.compared.Changes), m.to.ID, m.compared.Later.Levels)
}

// asked names what is asked newly: by a role profile that is followed, and by way of no competency that was asked before.
func (m *moving) asked(requirements []models.Requirement) {
	was, follows := map[models.ID]bool{}, models.FollowedBy(m.compared.Changes)
	for _, r := range requirements {
		if slices.Contains(m.followed, r.RoleProfileID) {
			for _, id := range follows[r.CompetencyID] {
				was[id] = true
			}
		}
	}
	fresh := map[models.ID]bool{}
	for _, r := range requirements {
		fresh[r.CompetencyID] = fresh[r.CompetencyID] || !slices.Contains(m.followed, r.RoleProfileID) && !was[r.CompetencyID]
	}
	for _, k := range m.compared.Later.Competencies {
		if fresh[k.ID] {
			m.preview.Asked = append(m.preview.Asked, k.Name)
		}
	}
}
