package web

import "strings"

// Browser says in words which browser a User-Agent header is of, as far as people care: Firefox on Windows.
func Browser(agent string) string {
	name := first(agent, "another browser", [][2]string{
		{"Edg", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"},
		{"CriOS/", "Chrome"},
		{"Chrome/", "Chrome"},
		{"Safari/", "Safari"},
	})
	system := first(agent, "", [][2]string{
		{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "Mac"}, {"Linux", "Linux"},
	})
	if system == "" {
		return name
	}
	return name + " on " + system
}

// first is the word for the first sign that the text has.
func first(text, otherwise string, signs [][2]string) string {
	for _, sign := range signs {
		if strings.Contains(text, sign[0]) {
			return sign[1]
		}
	}
	return otherwise
}
