package models_test

import (
	"maps"
	"testing"

	"trellis/models"
)

func TestAnOrganisationBelongsToTheOneSystemAboveIt(t *testing.T) {
	organisations := []models.Organisation{
		{ID: "region", Kind: models.Region},
		{ID: "north", Kind: models.System},
		{ID: "south", Kind: models.System},
		{ID: "trust", Kind: models.Provider},
		{ID: "team", Kind: models.DecisionSupportUnit},
		{ID: "ambulance", Kind: models.Provider},
		{ID: "lost", Kind: models.Authority},
		{ID: "ring", Kind: models.Provider},
		{ID: "rang", Kind: models.Provider},
	}
	links := []models.Link{
		{OrganisationID: "north", OtherID: "region"},
		{OrganisationID: "south", OtherID: "region"},
		{OrganisationID: "trust", OtherID: "north", Kind: models.Serves},
		{OrganisationID: "team", OtherID: "trust", Kind: models.PartOf},
		{OrganisationID: "ambulance", OtherID: "north"},
		{OrganisationID: "ambulance", OtherID: "south"},
		{OrganisationID: "ring", OtherID: "rang"},
		{OrganisationID: "rang", OtherID: "ring"},
		{OrganisationID: "rang", OtherID: "south"},
	}
	want := map[models.ID]models.ID{"north": "north", "south": "south", "trust": "north", "team": "north", "ring": "south", "rang": "south"}
	if got := models.SystemOf(organisations, links); !maps.Equal(got, want) {
		t.Errorf("systems are %v; want %v", got, want)
	}
}
