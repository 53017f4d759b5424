package exchange

import (
	"strings"

	"trellis/models"
	"trellis/models/store"
)

// organisations reads the region, its clusters and systems, and the bodies that serve them. What the file calls a regional
// team with the region's own code is the region.
func (r *programmeReader) organisations(top *value) {
	seen := map[string]bool{}
	if region := top.get("region"); r.is(region, anObject, "region") {
		r.only(region, "ods_code", "ons_code", "name")
		r.regionCode = r.code(region, "ods_code", seen)
		r.organisation(models.Organisation{Code: r.regionCode, ODSCode: r.regionCode, Name: r.name(region, "name"), Kind: models.Region})
	}
	for _, c := range r.list(top, "clusters", anObject) {
		r.cluster(c, seen)
	}
	for _, b := range r.list(top, "integrated_care_boards", anObject) {
		r.system(b, seen)
	}
	for _, c := range r.list(top, "clusters", anObject) {
		for _, member := range r.list(c, "members", aText) {
			if !r.units[member.text] {
				r.refuse(member.at, member.text, "no integrated care board of this file has the code")
			}
		}
	}
	for _, o := range r.list(top, "organisations", anObject) {
		r.body(o, seen)
	}
}

func (r *programmeReader) organisation(o models.Organisation) {
	if o.ShortName == "" {
		o.ShortName = shortName(o.Name)
	}
	r.units[o.Code] = true
	r.c.Organisations = append(r.c.Organisations, o)
}

func (r *programmeReader) link(from, to string, kind models.LinkKind) {
	r.c.Links = append(r.c.Links, models.Link{OrganisationID: models.ID(from), OtherID: models.ID(to), Kind: kind})
}

func (r *programmeReader) cluster(c *value, seen map[string]bool) {
	r.only(c, "code", "name", "members")
	o := models.Organisation{Code: r.code(c, "code", seen), Name: r.name(c, "name"), Kind: models.Cluster}
	r.organisation(o)
	if r.regionCode != "" {
		r.link(o.Code, r.regionCode, models.PartOf)
	}
	for _, member := range r.list(c, "members", aText) {
		r.clusterOf[member.text] = append(r.clusterOf[member.text], o.Code)
	}
}

func (r *programmeReader) system(b *value, seen map[string]bool) {
	r.only(b, "ods_code", "ons_code", "name", "short_name", "part", "cluster", "region_ods")
	o := models.Organisation{
		Code: r.code(b, "ods_code", seen), Name: r.name(b, "name"), ShortName: r.optional(b, "short_name"), Kind: models.System,
	}
	o.ODSCode = o.Code
	r.organisation(o)
	if region := b.get("region_ods"); r.is(region, aText, "region_ods") {
		if region.text != r.regionCode {
			r.refuse(region.at, region.text, "this is not the region of the file: want "+r.regionCode)
		}
		r.link(o.Code, r.regionCode, models.PartOf)
	}
	clusters := r.clusterOf[o.Code]
	for _, c := range clusters {
		r.link(o.Code, c, models.PartOf)
	}
	if c := b.get("cluster"); r.is(c, aText, "cluster") && (len(clusters) != 1 || clusters[0] != c.text) {
		r.refuse(c.at, c.text, "the clusters of the file do not list this board as a member")
	}
}

// body is one that serves systems. One without an ODS code has a code of its own, or one made of its name.
func (r *programmeReader) body(b *value, seen map[string]bool) {
	r.only(b, "code", "name", "short_name", "type", "ods_code", "icb_ods", "note")
	kind := r.kindOf(b)
	o := models.Organisation{Name: r.name(b, "name"), ShortName: r.optional(b, "short_name"), Kind: kind, ODSCode: r.optional(b, "ods_code")}
	if kind == models.Region && o.ODSCode == r.regionCode && len(r.c.Organisations) > 0 {
		r.c.Organisations[0].ShortName, r.c.Organisations[0].Name = r.c.Organisations[0].Name, o.Name
		return
	}
	switch {
	case b.get("code") != nil:
		o.Code = r.code(b, "code", seen)
	case o.ODSCode != "":
		o.Code = r.code(b, "ods_code", seen)
	default:
		o.Code = strings.ToUpper(r.nameless.of(o.Name, "organisation"))
		if seen[strings.ToLower(o.Code)] {
			r.refuse(b.at, o.Code, "the code made of the name is another's: give it a code of its own")
		}
		seen[strings.ToLower(o.Code)] = true
	}
	r.organisation(o)
	served := map[string]bool{}
	for _, v := range r.list(b, "icb_ods", aText) {
		switch {
		case !r.units[v.text]:
			r.refuse(v.at, v.text, "no integrated care board of this file has the code")
		case served[v.text]:
			r.refuse(v.at, v.text, "this board is named twice")
		}
		served[v.text] = true
		r.link(o.Code, v.text, models.Serves)
	}
}

// kindOf reads what the file says an organisation is.
func (r *programmeReader) kindOf(b *value) models.OrganisationKind {
	v := b.get("type")
	if v == nil {
		r.missing(b, "type", "what kind of organisation it is")
		return ""
	}
	text := store.Fold(v.text)
	for _, k := range []struct {
		begins string
		kind   models.OrganisationKind
	}{
		{"nhs trust", models.Provider},
		{"nhs foundation trust", models.Provider},
		{"ambulance trust", models.Provider},
		{"primary care network", models.Provider},
		{"local authority", models.Authority},
		{"integrated care board", models.System},
		{"regional team", models.Region},
		{"commissioning support unit", models.SupportUnit},
		{"decision support unit", models.DecisionSupportUnit},
		{"network host", models.Network},
	} {
		if v.kind == aText && strings.HasPrefix(text, k.begins) {
			return k.kind
		}
	}
	r.refuse(v.at, v.text, "there is no such kind of organisation: want one such as NHS trust, Ambulance trust, Local authority")
	return ""
}

// shortName leaves out what every trust has in its name.
func shortName(name string) string {
	short := name
	for _, ending := range []string{" University NHS Foundation Trust", " NHS Foundation Trust", " NHS Trust"} {
		if cut, found := strings.CutSuffix(short, ending); found {
			short = cut
			break
		}
	}
	return short
}
