package reports

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"trellis/models"
	"trellis/models/disclosure"
	"trellis/models/store"
)

// One changed competency of 10,000 people in 24 systems is protected anew.
func BenchmarkDraw(b *testing.B) {
	for _, size := range []int{1000, 10000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			places, at, rows := drawn(size, 6)
			b.ResetTimer()
			for b.Loop() {
				draw(disclosure.Least(), places, at, roleNames(), store.FrameworkSkill{}, rows)
			}
		})
	}
}

func roleNames() map[models.ID]string {
	m := map[models.ID]string{}
	for i := range 8 {
		m[models.ID(fmt.Sprint("r", i))] = fmt.Sprint("r", i)
	}
	return m
}

func drawn(people, roles int) ([]place, map[models.ID]int, []models.RoleTally) {
	r := rand.New(rand.NewPCG(1, 2))
	systems := max(people/420, 3)
	var n store.Network
	n.Asked = map[models.ID]bool{}
	var rows []models.RoleTally
	for s := range systems {
		sys := models.Organisation{ID: models.ID(fmt.Sprint("s", s)), Code: fmt.Sprint("s", s), ShortName: fmt.Sprint("s", s), Kind: models.System}
		c := models.Organisation{ID: models.ID(fmt.Sprint("c", s/4)), ShortName: fmt.Sprint("c", s/4), Kind: models.Cluster}
		n.Organisations = append(n.Organisations, sys)
		if s%4 == 0 {
			n.Organisations = append(n.Organisations, c)
		}
		n.Links = append(n.Links, models.Link{OrganisationID: sys.ID, OtherID: c.ID})
		for o := range 6 {
			org := models.Organisation{ID: models.ID(fmt.Sprint("o", s, "-", o)), Kind: models.Provider}
			n.Organisations = append(n.Organisations, org)
			n.Links = append(n.Links, models.Link{OrganisationID: org.ID, OtherID: sys.ID})
			n.Asked[org.ID] = true
			for role := range roles {
				var t models.FullTally
				for range r.IntN(2 * people / systems / 6 / roles) {
					t.Count(models.Target{Level: 2}, models.Held{Assessed: r.IntN(4) > 0, Level: r.IntN(5), Use: append(models.Uses(), "")[r.IntN(5)]}, 24000)
				}
				if t.Asked > 0 {
					rows = append(rows, models.RoleTally{OrganisationID: org.ID, RoleProfileID: models.ID(fmt.Sprint("r", role)), FullTally: t})
				}
			}
		}
	}
	places := placesOf(n)
	at := map[models.ID]int{}
	for i, p := range places {
		if p.level == office {
			at[p.ID] = i
		}
	}
	return places, at, rows
}
