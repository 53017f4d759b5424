package recordsviews

// badgeFile is a badge in one of its forms, as the check page names it.
type badgeFile struct{ form, words string }

func badgeForms() []badgeFile {
	return []badgeFile{
		{"credential.json", "Its data, signed inside (JSON)"},
		{"jwt", "The same as a signed token (JWT)"},
		{"png", "As a picture with the badge in it (PNG)"},
		{"svg", "As a drawing with the badge in it (SVG)"},
	}
}
