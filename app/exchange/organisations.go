package exchange

import (
	"strings"

	"trellis/models"
)

// organisationReader turns the organisations of a file into nouns that refer to each other by code.
type organisationReader struct {
	form
	organisations []models.Organisation
	links         []models.Link
	words         vocabulary
	known         map[string]bool     // codes, as written
	places        map[string]int      // where each stands, by code
	seen          map[string]bool     // the same, folded
	nameless      slugs               // codes of those that have none
	clusterOf     map[string][]string // codes of clusters, by ODS code of a member
	region        string              // its code
}

// organisationsOf reads the region of a file, its clusters and systems, and the bodies that serve them. References are
// codes. Where they are wrong, the report says so.
func organisationsOf(s *source, top *value) *organisationReader {
	r := &organisationReader{
		form: form{s}, known: map[string]bool{}, places: map[string]int{}, seen: map[string]bool{}, nameless: slugs{}, clusterOf: map[string][]string{},
	}
	r.words = r.form.words(top)
	if region := top.get("region"); r.is(region, anObject, "region") {
		r.only(region, "ods_code", "ons_code", "name")
		r.region = r.code(region, "ods_code", r.seen)
		r.keep(region, models.Organisation{Code: r.region, ODSCode: r.region, Name: r.name(region, "name"), Kind: models.Region})
	}
	clusters := r.list(top, "clusters", anObject)
	for _, c := range clusters {
		r.cluster(c)
	}
	for _, b := range r.list(top, "integrated_care_boards", anObject) {
		r.system(b)
	}
	for _, c := range clusters {
		for _, member := range r.list(c, "members", aText) {
			if !r.known[member.text] {
				r.refuse(member.at, member.text, "no board of this file has the code")
			}
		}
	}
	for _, o := range r.list(top, "organisations", anObject) {
		r.body(o)
	}
	return r
}

func (r *organisationReader) keep(v *value, o models.Organisation) {
	if o.ShortName == "" {
		o.ShortName = r.words.short(o.Name)
	}
	r.known[o.Code], r.places[o.Code] = true, v.at
	r.organisations = append(r.organisations, o)
}

func (r *organisationReader) link(from, to string, kind models.LinkKind) {
	r.links = append(r.links, models.Link{OrganisationID: models.ID(from), OtherID: models.ID(to), Kind: kind})
}

func (r *organisationReader) cluster(c *value) {
	r.only(c, "code", "name", "members")
	o := models.Organisation{Code: r.code(c, "code", r.seen), Name: r.name(c, "name"), Kind: models.Cluster}
	r.keep(c, o)
	if r.region != "" {
		r.link(o.Code, r.region, models.PartOf)
	}
	for _, member := range r.list(c, "members", aText) {
		r.clusterOf[member.text] = append(r.clusterOf[member.text], o.Code)
	}
}

func (r *organisationReader) system(b *value) {
	r.only(b, "ods_code", "ons_code", "name", "short_name", "part", "cluster", "region_ods")
	o := models.Organisation{
		Code: r.code(b, "ods_code", r.seen), Name: r.name(b, "name"), ShortName: r.optional(b, "short_name"), Kind: models.System,
	}
	o.ODSCode = o.Code
	r.keep(b, o)
	if region := b.get("region_ods"); r.is(region, aText, "region_ods") {
		if region.text != r.region {
			r.refuse(region.at, region.text, "this is not the region of the file: want "+r.region)
		}
		r.link(o.Code, r.region, models.PartOf)
	}
	clusters := r.clusterOf[o.Code]
	for _, c := range clusters {
		r.link(o.Code, c, models.PartOf)
	}
	if c := b.get("cluster"); r.is(c, aText, "cluster") && (len(clusters) != 1 || clusters[0] != c.text) {
		r.refuse(c.at, c.text, "the clusters of the file do not list this board as a member")
	}
}

// body is one that serves systems. One without an ODS code has a code of its own, or one made of its name. What the file
// calls a region with the region's own code is the region.
func (r *organisationReader) body(b *value) {
	r.only(b, "code", "name", "short_name", "type", "ods_code", "icb_ods", "note")
	kind := r.kindOf(b)
	o := models.Organisation{Name: r.name(b, "name"), ShortName: r.optional(b, "short_name"), Kind: kind, ODSCode: r.optional(b, "ods_code")}
	if kind == models.Region && o.ODSCode == r.region && len(r.organisations) > 0 {
		r.organisations[0].ShortName, r.organisations[0].Name = r.organisations[0].Name, o.Name
		return
	}
	switch {
	case b.get("code") != nil:
		o.Code = r.code(b, "code", r.seen)
	case o.ODSCode != "":
		o.Code = r.code(b, "ods_code", r.seen)
	default:
		o.Code = strings.ToUpper(r.nameless.of(o.Name, "organisation"))
		if r.seen[strings.ToLower(o.Code)] {
			r.refuse(b.at, o.Code, "the code made of the name is another's: give it a code of its own")
		}
		r.seen[strings.ToLower(o.Code)] = true
	}
	r.keep(b, o)
	served := map[string]bool{}
	for _, v := range r.list(b, "icb_ods", aText) {
		switch {
		case !r.known[v.text]:
			r.refuse(v.at, v.text, "no board of this file has the code")
		case served[v.text]:
			r.refuse(v.at, v.text, "this board is named twice")
		}
		served[v.text] = true
		r.link(o.Code, v.text, models.Serves)
	}
}

// kindOf reads what the file says an organisation is.
func (r *organisationReader) kindOf(b *value) models.OrganisationKind {
	v := b.get("type")
	if v == nil {
		r.missing(b, "type", "what kind of organisation it is")
		return ""
	}
	if !r.is(v, aText, "type") {
		return ""
	}
	kind, known := r.words.meaning(v.text)
	if !known {
		r.refuse(v.at, v.text, "there is no such kind of organisation: explain the word in organisation_types, or want one of "+
			namesOf(r.words, func(k bodyKind) string { return k.Name }))
	}
	return kind
}
