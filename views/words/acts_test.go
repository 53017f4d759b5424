package words_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trellis/views/words"
)

// TestEveryActHasWords reads what the use cases publish: an act is a text of two words with a dot between.
func TestEveryActHasWords(t *testing.T) {
	act := regexp.MustCompile(`"([a-z_]+\.(?:[a-z_]+))"`)
	files := []string{".json", ".csv", ".xlsx", ".db", ".pdf", ".ics", ".txt", ".md", ".zip", ".xml", ".bin"}
	found := 0
	err := filepath.WalkDir("../../app", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range act.FindAllStringSubmatch(string(text), -1) {
			if slices.Contains(files, filepath.Ext(m[1])) {
				continue
			}
			found++
			if words.Act(m[1]) == m[1] {
				t.Errorf("%s: say in views/words/acts.go what %q is in plain words", path, m[1])
			}
		}
		return err
	})
	if err != nil || found < 20 {
		t.Fatalf("%d acts found (%v)", found, err)
	}
}

func TestAnActWithoutWordsIsSaidAsItIs(t *testing.T) {
	if got := words.Act("moon.landed"); got != "moon.landed" {
		t.Errorf("got %q", got)
	}
	if acts := words.Acts(); len(acts) < 30 || words.Act(acts[0]) > words.Act(acts[1]) {
		t.Error("the acts are not in the order of their words")
	}
}
