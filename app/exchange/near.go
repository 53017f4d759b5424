package exchange

// nearest is the one of the codes that differs least from a text: in one or two characters, and in fewer than half of them.
// It is empty where there is none, or where two are as near.
func nearest[T any](text string, codes map[string]T) string {
	const most = 2
	best, found := min(most, (len(text)-1)/2)+1, ""
	for code := range codes {
		if len(code)-len(text) > most || len(text)-len(code) > most {
			continue
		}
		switch d := distance(text, code); {
		case d < best:
			best, found = d, code
		case d == best:
			found = ""
		}
	}
	return found
}

// distance is how many characters must be changed, put in or taken out to make one text of the other: after Levenshtein.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := before
			if a[i] != b[j] {
				changed++
			}
			before = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
