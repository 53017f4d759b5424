package command

import (
	"fmt"
	"regexp"

	"trellis/app/exchange"
)

// mostAlike is how many lines that differ in little more than their place are printed. More of them hide what else is wrong.
const mostAlike = 3

// told is a line about a file, and what it has in common with others.
type told struct{ line, kind string }

// numbers differ between lines that are otherwise alike.
var numbers = regexp.MustCompile(`[0-9]+`)

func warnings(report exchange.Report) []told {
	all := make([]told, len(report.Warnings))
	for i, w := range report.Warnings {
		all[i] = told{line: w, kind: numbers.ReplaceAllString(w, "")}
	}
	return all
}

func problems(report exchange.Report) []told {
	all := make([]told, len(report.Refused))
	for i, p := range report.Refused {
		all[i] = told{line: line(p), kind: p.ColumnName + "\n" + numbers.ReplaceAllString(p.Problem, "")}
	}
	return all
}

// fewAlike is the lines to print: of each kind the first few, and how many more there are.
func fewAlike(all []told) []string {
	count, printed := map[string]int{}, map[string]int{}
	for _, t := range all {
		count[t.kind]++
	}
	var lines []string
	for _, t := range all {
		printed[t.kind]++
		more := count[t.kind] - mostAlike
		if printed[t.kind] <= mostAlike || more == 1 { // a line that says "1 more" would be no shorter
			lines = append(lines, t.line)
		}
		if printed[t.kind] == mostAlike && more > 1 {
			lines = append(lines, fmt.Sprintf("and %d more like this one (--json lists them)", more))
		}
	}
	return lines
}
