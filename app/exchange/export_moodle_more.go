package exchange

// leaveOutMore tells of what frameworks say since they have a life of their own.
func (m *moodleWriter) leaveOutMore() {
	v := &m.c.Version
	if v.Source+v.Attribution+v.Identifier != "" {
		m.warn("where the framework comes from")
	}
	v.Source, v.Attribution, v.Identifier = "", "", ""
	if n := len(m.c.Crosswalks); n > 0 {
		m.warn("how competencies compare with those of other frameworks: %s", count(n, "crosswalk", "crosswalks"))
	}
	for i := range m.c.Domains {
		m.c.Domains[i].Identifier = ""
	}
	kinds := 0
	for i := range m.c.Competencies {
		k := &m.c.Competencies[i]
		if k.Kind != "" || k.Flags != "" || k.HoldsMonths > 0 || k.Identifier != "" {
			kinds++
		}
		k.Kind, k.Flags, k.HoldsMonths, k.Identifier = "", "", 0, ""
	}
	if kinds > 0 {
		m.warn("kinds, flags, identifiers and how long an assessment stands: %s", count(kinds, "competency", "competencies"))
	}
}
