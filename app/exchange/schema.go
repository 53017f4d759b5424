package exchange

// hasSchema refuses an object that names another format than the one wanted, and says which import takes it.
func (s *source) hasSchema(of *value, wanted, problem string) bool {
	schema := of.get("schema")
	if schema == nil {
		s.refuse(of.at, "", problem+`, for schema is missing: want "`+wanted+`"`)
		return false
	}
	if schema.text == wanted {
		return true
	}
	takes := map[string]string{StarterFormat: "framework", ProgrammeFormat: "courses", BundleFormat: "bundle"}[schema.text]
	if takes != "" {
		takes = " (trellis import " + takes + " takes this)"
	}
	s.refuse(schema.at, schema.text, problem+`: want the schema "`+wanted+`"`+takes)
	return false
}
