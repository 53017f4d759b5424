package demo

import (
	"slices"
	"strings"

	"trellis/app/demo/starter"
	"trellis/models"
)

// content is the starter content, with what the generator looks up often.
type content struct {
	starter.Starter
	competency   map[models.ID]models.Competency
	organisation map[models.ID]string // name
	label        map[int]string       // of a level
	serving      map[string][]models.Organisation
}

func contentOf(s starter.Starter) content {
	c := content{
		Starter: s, competency: map[models.ID]models.Competency{}, organisation: map[models.ID]string{}, label: map[int]string{},
		serving: map[string][]models.Organisation{},
	}
	for _, k := range s.Competencies {
		c.competency[k.ID] = k
	}
	byID := map[models.ID]models.Organisation{}
	for _, o := range s.Organisations {
		byID[o.ID], c.organisation[o.ID] = o, o.Name
		if o.Kind == models.System {
			c.serving[o.Code] = []models.Organisation{o}
		}
	}
	for _, l := range s.Levels {
		c.label[l.Value] = l.Label
	}
	c.serve(byID)
	return c
}

// serve lists for each system the system's own body, then those that serve it alone, by name.
func (c content) serve(byID map[models.ID]models.Organisation) {
	systems := map[models.ID]int{}
	for _, l := range c.Links {
		if l.Kind == models.Serves && byID[l.OtherID].Kind == models.System {
			systems[l.OrganisationID]++
		}
	}
	for _, l := range c.Links {
		system := byID[l.OtherID]
		if l.Kind == models.Serves && system.Kind == models.System && systems[l.OrganisationID] == 1 {
			c.serving[system.Code] = append(c.serving[system.Code], byID[l.OrganisationID])
		}
	}
	for _, list := range c.serving {
		slices.SortFunc(list[1:], func(a, b models.Organisation) int { return strings.Compare(a.Name, b.Name) })
	}
}
