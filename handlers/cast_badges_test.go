package handlers

// badgeThings are what anybody may ask for who checks a badge.
func badgeThings(at func(whose []string, pairs ...string) thing) map[string]thing {
	return map[string]thing{
		"/status/:list":              at(anyone, ":list", "1"),
		"/achievements/:achievement": at(anyone, ":achievement", "R1.0"),
	}
}
