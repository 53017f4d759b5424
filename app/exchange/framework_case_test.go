package exchange_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"trellis/app/exchange"
	"trellis/models"
	"trellis/models/modeltest"
	"trellis/models/store"
)

// aPackage writes a package of CASE: items as "identifier statement", associations as "kind from to sequence".
func aPackage(t testing.TB, items, links []string, more string) string {
	t.Helper()
	type object = map[string]any
	p := object{"CFDocument": object{"identifier": "doc", "title": "Baking", "creator": "Bakers", "lastChangeDateTime": "2017-11-03 23:00:33", "colour": "red"}}
	var list, associations []object
	for i, item := range items {
		id, statement, _ := strings.Cut(item, " ")
		list = append(list, object{"identifier": id, "uri": "x:" + id, "fullStatement": statement, "humanCodingScheme": strings.ToUpper(id), "order": i})
	}
	for i, link := range links {
		parts := strings.Fields(link)
		a := object{
			"identifier": fmt.Sprintf("a%d", i), "associationType": parts[0], "originNodeURI": object{"identifier": parts[1], "title": "Origin"},
			"destinationNodeURI": object{"identifier": parts[2], "title": "Other " + parts[2], "uri": "https://example.org/" + parts[2]},
		}
		if len(parts) > 3 {
			a["sequenceNumber"] = parts[3]
		}
		associations = append(associations, a)
	}
	p["CFItems"], p["CFAssociations"] = list, associations
	if more != "" {
		var rubrics any
		if err := json.Unmarshal([]byte(more), &rubrics); err != nil {
			t.Fatal(err)
		}
		p["CFRubrics"] = rubrics
	}
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestAnUntidyPackageOfCASEIsReadAndNothingIsLostInSilence(t *testing.T) {
	items := []string{
		"a Bread", "b Kneading", "c Folding", "d Folding twice", "e Proving", "f Nobody's", "b Kneading", "c Other words", "g Round", "h And round",
	}
	links := []string{
		"isChildOf a doc 1", "isChildOf e a 2", "isChildOf b a 1", "isChildOf c b", "isChildOf d c", "isChildOf g h", "isChildOf h g", "isChildOf e c",
		"isChildOf zz a", "isChildOf f nowhere", "precedes b e", "exactMatchOf b elsewhere", "isRelatedTo c c2", "exemplar b video", "isPeerOf q r", "isRelatedTo b e",
	}
	c, report := readFramework(t, file("case.json", aPackage(t, items, links, "")))
	accepted(t, report)
	want := []string{"A: Bread", "  B Kneading", "    C Folding", "    D Folding twice", "  E Proving", "G: Round", "  H And round", "Baking: Baking", "  F Nobody's"}
	if got := outline(c); !slices.Equal(sorted(got), sorted(want)) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, w := range []string{
		"1 items are there twice", "1 items have the identifier of another, with other words", "1 items are parts of themselves", "have no parent",
		"1 isChildOf associations begin at an item that is not in the file", "1 isChildOf associations end at an item", "more than one parent",
		"stands deeper", "the file has no levels. The scale is Not yet, Awareness", "have no end in the file", "CFDocument.colour (1)", "CFItem.order (8)",
	} {
		if !warned(report.Warnings, w) {
			t.Errorf("no warning %q among\n%s", w, strings.Join(report.Warnings, "\n"))
		}
	}
	k := c.Competencies[slices.IndexFunc(c.Competencies, func(k models.Competency) bool { return k.Code == "B" })]
	if k.SeeAlso != "precedes E\nexactMatchOf Other elsewhere https://example.org/elsewhere\nexemplar Other video https://example.org/video\nE" || k.Identifier != "b" {
		t.Errorf("got %q, known as %q", k.SeeAlso, k.Identifier)
	}
	if c.Version.Attribution != "Bakers" || c.Version.Identifier != "doc" || c.Version.Language != "en-GB" {
		t.Errorf("got %+v", c.Version)
	}
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

func TestLevelsComeFromRubrics(t *testing.T) {
	const rubrics = `[{"identifier": "r", "CFRubricCriteria": [
		{"CFItemURI": {"identifier": "b"}, "CFRubricCriterionLevels": [
			{"quality": "Good", "score": 2, "description": "Kneads well."}, {"quality": "Able", "score": 1.0, "description": "Kneads."}]},
		{"CFItemURI": {"identifier": "gone"}, "category": "Lost", "CFRubricCriterionLevels": [{"quality": "Best", "score": 3, "description": "Lost."}]}]}]`
	c, report := readFramework(t, file("case.json", aPackage(t, []string{"a Bread", "b Kneading"}, []string{"isChildOf a doc", "isChildOf b a"}, rubrics)))
	accepted(t, report)
	want := []models.Level{{Value: 0, Label: "Not yet"}, {Value: 1, Label: "Able"}, {Value: 2, Label: "Good"}, {Value: 3, Label: "Best"}}
	if !slices.Equal(c.Levels, want) {
		t.Errorf("got %+v", c.Levels)
	}
	texts := []models.Descriptor{{CompetencyID: "B", Level: 1, Text: "Kneads."}, {CompetencyID: "B", Level: 2, Text: "Kneads well."}}
	if !slices.Equal(c.Descriptors, texts) {
		t.Errorf("got %+v", c.Descriptors)
	}
	if !warned(report.Warnings, "no point that means not yet") || !warned(report.Warnings, "criteria of rubrics are of no item in the file: what they say is left out: Lost") {
		t.Errorf("warned of %q", report.Warnings)
	}
}

func TestLevelsComeFromTheLevelsOfSkills(t *testing.T) {
	items := []string{"a Bread", "b Kneading", "c Proving", "l1 Not yet able", "l2 Able", "l3 Good"}
	links := []string{
		"isChildOf a doc", "isChildOf b a", "isChildOf c a", "hasSkillLevel b l2 2", "hasSkillLevel b l1 1", "hasSkillLevel c l1 1", "hasSkillLevel c l3 3",
		"isChildOf l1 doc", "isChildOf l2 doc",
	}
	c, report := readFramework(t, file("case.json", aPackage(t, items, links, "")))
	accepted(t, report)
	want := []models.Level{{Value: 0, Label: "Not yet able"}, {Value: 1, Label: "Able"}, {Value: 2, Label: "Good"}}
	if !slices.Equal(c.Levels, want) || len(c.Competencies) != 2 {
		t.Errorf("got %+v, and %d competencies", c.Levels, len(c.Competencies))
	}
}

func TestWhatIsNoPackageOfCASEIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		`{"CFDocuments": [{}]}`:                            "this is a list of CASE documents",
		`{"CFItems": [{"fullStatement": "x"}]}`:            "CFDocument is missing",
		`{"CFDocument": {"title": "x"}, "CFItems": []}`:    "there is no item",
		`{"CFPackage": {"CFDocument": "x", "CFItems": 1}}`: "CFDocument is missing",
	} {
		_, report := readFramework(t, file("case.json", text))
		if len(report.Refused) == 0 || !strings.Contains(report.Refused[0].Problem, says) {
			t.Errorf("%s: %+v", text, report.Refused)
		}
	}
	c, report := readFramework(t, file("case.json", `{"CFDocument": {"title": "Only items"}, "CFItems": [{"fullStatement": "x"}, {"fullStatement": "y", "identifier": 7}]}`))
	accepted(t, report)
	if len(c.Competencies) != 2 || c.Framework.Code != "Only-items" {
		t.Errorf("got %+v", c)
	}
}

func TestAnAssociationWithACompetencyThatIsHereIsACrosswalk(t *testing.T) {
	modeltest.EachEmpty(t, func(t *testing.T, s *store.Store) {
		importing(t, s, sayingAll(t), exchange.ImportFramework{})
		links := []string{"isChildOf a doc", "isChildOf b a", "exactMatchOf b k1", "isRelatedTo b gone"}
		text := aPackage(t, []string{"a Bread", "b Kneading"}, links, "")
		report := importing(t, s, text, exchange.ImportFramework{})
		if report.Crosswalks != 1 {
			t.Fatalf("%+v", report)
		}
		version, err := s.VersionNamed(t.Context(), "Baking", "1")
		if err != nil {
			t.Fatal(err)
		}
		walks, err := s.CrosswalksOf(t.Context(), version.ID)
		if err != nil || len(walks) != 1 || walks[0].Code != "B" || walks[0].Other != "BR1" || walks[0].Framework != "BAKE" || walks[0].Strength != models.ExactMatch {
			t.Errorf("%+v (%v)", walks, err)
		}
		if report = importing(t, s, text, exchange.ImportFramework{}); report.Crosswalks != 0 {
			t.Errorf("it is kept twice: %+v", report)
		}
		// Out again, and into a network that has the other framework: nothing is lost.
		for _, format := range []exchange.FrameworkFormat{exchange.CASE, exchange.Ours} {
			out, _ := written(t, s, exchange.ExportFramework{Code: "Baking", Format: format})
			other := modeltest.SQLite(t, &modeltest.Clock{})
			if report = importing(t, other, out, exchange.ImportFramework{}); !warned(report.Warnings, "1 crosswalk is to competencies that are not here") {
				t.Errorf("%s: %+v", format, report)
			}
			importing(t, other, sayingAll(t), exchange.ImportFramework{})
			if report = importing(t, other, out, exchange.ImportFramework{}); report.Crosswalks != 1 || report.Unchanged != 1 {
				t.Errorf("%s: %+v", format, report)
			}
		}
	})
}

func TestThousandsOfItemsAreImportedInSeconds(t *testing.T) {
	var items, links []string
	for d := range 50 {
		items, links = append(items, fmt.Sprintf("d%d Domain %d", d, d)), append(links, fmt.Sprintf("isChildOf d%d doc %d", d, d))
		for k := range 100 {
			id := fmt.Sprintf("k%d-%d", d, k)
			items = append(items, id+" Can do the thing number "+id+" "+strings.Repeat("very well ", 20))
			links = append(links, fmt.Sprintf("isChildOf %s d%d %d", id, d, k), fmt.Sprintf("exactMatchOf %s %s-elsewhere", id, id))
		}
	}
	text := aPackage(t, items, links, "")
	s := modeltest.SQLite(t, &modeltest.Clock{})
	began := time.Now()
	counts(t, importing(t, s, text, exchange.ImportFramework{}), 5000, 0, 0, 0)
	took := time.Since(began)
	t.Logf("5,050 items and %d associations, %d MB, in %s", len(links), len(text)>>20, took)
	if took > 20*time.Second {
		t.Errorf("it took %s", took)
	}
	counts(t, importing(t, s, text, exchange.ImportFramework{}), 0, 0, 5000, 0)
}

func FuzzCASEFramework(f *testing.F) {
	f.Add([]byte(aPackage(f, []string{"a A", "b B", "l L"}, []string{"isChildOf a doc", "isChildOf b a", "isChildOf a b", "hasSkillLevel b l", "precedes a b"}, `[{"CFRubricCriteria": [{"CFRubricCriterionLevels": [{"score": 1e9}]}]}]`)))
	f.Add([]byte(`{"CFDocument":{"extensions":{"trellis":{"role_profiles":[{}]}}},"CFItems":[{},[],{"identifier":{}},{"fullStatement":[1,{"title":null}]}],"CFAssociations":{"originNodeURI":"x"}}`))
	f.Add([]byte(`{"CFPackage":{"CFDocument":{"title":"<p>x"},"CFItems":[{"fullStatement":"<b>"}],"CFRubrics":[{"CFRubricCriteria":[{"extensions":{"trellis":{"part":"scale"}},"CFRubricCriterionLevels":[{"score":0},{"score":1}]}]}]}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, report, err := exchange.ReadFramework([]exchange.File{bytesFile("c.json", content)}, "")
		if err != nil {
			t.Fatal(err)
		}
		whole(t, c, report)
	})
}
