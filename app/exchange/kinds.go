package exchange

import (
	"cmp"
	_ "embed" // for the words
	"encoding/json"
	"slices"
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// kindsOfBody is what files call organisations that do not say themselves what their words mean.
//
//go:embed kinds.json
var kindsOfBody []byte

// bodyKind is a word for organisations of a kind, and how their names mostly end.
type bodyKind struct {
	Name   string                  `json:"name"`
	Kind   models.OrganisationKind `json:"kind"`
	Ending string                  `json:"ending"`
}

// ownKinds are the kinds of organisation in our own words.
func ownKinds() []bodyKind {
	kinds := models.OrganisationKinds()
	list := make([]bodyKind, len(kinds))
	for i, k := range kinds {
		list[i] = bodyKind{Name: capitalised(strings.ReplaceAll(string(k), "_", " ")), Kind: k}
	}
	return list
}

// vocabulary is every word for kinds of organisation that a file may use. What the file explains comes first.
type vocabulary []bodyKind

// words reads what the file says of its types: an object explains its word, a text is one of those that we know.
func (f form) words(top *value) vocabulary {
	list := vocabulary{}
	types := top.get("organisation_types")
	if f.is(types, aList, "organisation_types") {
		for _, v := range types.items {
			if v.kind != aText && f.is(v, anObject, "an item of organisation_types") {
				list = append(list, f.word(v))
			}
		}
	}
	var known []bodyKind
	if err := json.Unmarshal(kindsOfBody, &known); err != nil { // the file is built in, and tested
		panic(err)
	}
	return append(append(list, known...), ownKinds()...)
}

func (f form) word(v *value) bodyKind {
	f.only(v, "name", "kind", "ending")
	word := bodyKind{Name: f.name(v, "name"), Ending: f.optional(v, "ending")}
	own := ownKinds()
	kind := f.name(v, "kind")
	i := slices.IndexFunc(own, func(k bodyKind) bool { return string(k.Kind) == kind })
	if i < 0 {
		if said := v.get("kind"); said != nil {
			f.refuse(said.at, kind, "there is no such kind of organisation: want "+namesOf(own, func(k bodyKind) string { return string(k.Kind) }))
		}
		return word
	}
	word.Kind = own[i].Kind
	return word
}

// meaning is the kind that a type says: that of the longest word with which it begins.
func (w vocabulary) meaning(text string) (models.OrganisationKind, bool) {
	folded, longest := store.Fold(text), -1
	var kind models.OrganisationKind
	for _, k := range w {
		if name := store.Fold(k.Name); len(name) > longest && strings.HasPrefix(folded, name) {
			kind, longest = k.Kind, len(name)
		}
	}
	return kind, longest > 0
}

// short leaves out what every organisation of its kind has at the end of its name.
func (w vocabulary) short(name string) string {
	endings := slices.SortedFunc(w.endings, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for _, ending := range endings {
		if cut, found := strings.CutSuffix(name, " "+ending); found && cut != "" {
			return cut
		}
	}
	return name
}

func (w vocabulary) endings(yield func(string) bool) {
	for _, k := range w {
		if k.Ending != "" && !yield(k.Ending) {
			return
		}
	}
}

func namesOf(kinds []bodyKind, name func(bodyKind) string) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = name(k)
	}
	return strings.Join(names, ", ")
}
