package exchange_test

import (
	"testing"

	"trellis/models/modeltest"
)

// After its cutoff a version takes nobody new, by file either; whoever is on it stays.
func TestAFilePutsNobodyOnAVersionAfterItsCutoff(t *testing.T) {
	modeltest.EachEngine(t, func(t *testing.T, w *modeltest.World) {
		importPeople(t, w.Store, somePeople)
		const some = "email,name,organisation,role_profile\ncy@example.org,Cy,TRU,analyst\n"
		yesterday := string(w.Store.Today().AddDays(-1))
		modeltest.Plant(t, w.Store, "UPDATE framework_versions SET cutoff = '"+yesterday+"'")
		refusal{some, 2, 23, "role_profile", "analyst", "takes nobody new since " + yesterday}.among(t, importPeople(t, w.Store, some))
		counts(t, importPeople(t, w.Store, somePeople), 0, 0, 5, 0)
		modeltest.Plant(t, w.Store, "UPDATE framework_versions SET cutoff = '"+string(w.Store.Today())+"'") // its last day
		counts(t, importPeople(t, w.Store, some), 1, 0, 0, 0)
	})
}
