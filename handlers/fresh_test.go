package handlers

import (
	"testing"
	"time"

	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/paths"
)

func TestAManagerReadsHowOldAnAssessmentIs(t *testing.T) {
	s := newTeamSite(t)
	s.get(s.mia, paths.TeamSkills).says("↻ Due again").saysNot("November 2026")
	s.get(s.mia, paths.Confirm(s.ada.ID)).says("Stands until 23 November 2027")
	modeltest.Plant(t, s.Store, `UPDATE skills SET assessed_at = '2025-10-20 10:00:00+00:00'`)
	s.get(s.mia, paths.TeamSkills).says(", October 2025, due again", "assessed too long ago")
	s.get(s.mia, paths.TeamSkills+"?format=csv").says("assessed in,due again", "2025-10,yes")
	s.get(s.mia, paths.TeamSkill("describing-data")).says("October 2025, due again")
	s.get(s.mia, paths.TeamSkill("describing-data")+"?format=csv").says("2025-10,yes")
	s.get(s.mia, paths.TeamPerson(s.ada.ID)).says("Due again since 20 October 2026")
	s.get(s.mia, paths.Confirm(s.ada.ID)).says("Due again since 20 October 2026")
}

func TestAManagerReadsWhatStandsInTheWayAndWhatToDo(t *testing.T) {
	s := newTeamSite(t)
	s.Clock.Advance(time.Hour)
	s.Judged(models.Assessment{
		PersonID: s.ada.ID, ByID: s.ada.ID, Kind: models.BySelf, Level: 3, Use: models.NotAtAll, Chance: models.SomeChance, Barrier: models.NoSoftware, StillRight: true,
	}, "TA1")
	for _, path := range []string{paths.TeamPerson(s.ada.ID), paths.Confirm(s.ada.ID)} {
		s.get(s.mia, path).says("Held, and not used", "Chance to use it: some. In the way: no software", "ask for the software")
	}
	s.get(s.mia, paths.Confirm(s.ada.ID)).says("Confirmed at a glance")
	s.get(s.mia, paths.TeamPerson(s.ada.ID)).says("self-assessed at Practitioner, confirmed at a glance")
	s.get(s.mia, paths.TeamPerson(s.ben.ID)).saysNot("Held, and not used")
}
