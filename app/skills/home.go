package skills

import (
	"context"

	"trellis/models"
)

// Standing is where a person stands, for their home page.
type Standing struct {
	Tally  models.Tally // of what the roles ask for
	Core   models.Tally // of the core of it
	Build  []Skill      // the widest gaps, three at most
	Unused []Skill      // at target, and not used in three months
	Round  *RoundProgress
}

// HasRole tells whether a role profile asks for anything.
func (s Standing) HasRole() bool { return s.Tally.Asked > 0 }

// Standing reads where the actor stands, and how far they are with the round that is open.
func (s *Service) Standing(ctx context.Context, actor models.Actor) (Standing, error) {
	standing := Standing{}
	p, err := profileOf(ctx, s.Store.Reads, actor.ID, actor.Posts)
	if err != nil {
		return standing, err
	}
	asked := filter(p.skills, func(k Skill) bool { return k.Required > 0 })
	for _, k := range asked {
		standing.Tally.Add(k.target(), k.held())
		if k.Core {
			standing.Core.Add(k.target(), k.held())
		}
	}
	standing.Build = filter(asked, func(k Skill) bool { return k.Gap() > 0 })
	widestFirst(standing.Build)
	standing.Build = standing.Build[:min(len(standing.Build), 3)]
	standing.Unused = filter(asked, Skill.Unused)
	standing.Round, err = s.progress(ctx, actor.ID, p)
	return standing, err
}
