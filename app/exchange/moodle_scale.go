package exchange

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"trellis/models"
)

// mostLevels is how many points a scale may have.
const mostLevels = 21

// labelsOf are the values of a scale, from the lowest.
func labelsOf(scale string) []string {
	labels := strings.Split(scale, ",")
	for i, label := range labels {
		labels[i] = strings.Join(strings.Fields(label), " ")
	}
	return labels
}

// levels reads the scale of the framework's row: its values from the lowest, which means "not yet", are 0, 1, 2 and so on.
func (r *moodleReader) levels() {
	labels := labelsOf(r.t.cell(moodleScale))
	if len(labels) < 2 || len(labels) > mostLevels {
		r.t.wrong(moodleScale, fmt.Sprintf("want from 2 to %d values, parted by commas, of which the first means not yet", mostLevels))
		return
	}
	for i, label := range labels {
		if label == "" {
			r.t.wrong(moodleScale, fmt.Sprintf("value %d is empty: want a word for it", i+1))
		} else if problem := tooLong(label, longestName); problem != "" {
			r.t.wrong(moodleScale, problem)
		}
		r.c.Levels = append(r.c.Levels, models.Level{Value: i, Label: label})
	}
	if problem := scaleProblem(r.t.cell(moodleScaleConfig), len(labels)); problem != "" {
		r.t.wrong(moodleScaleConfig, problem)
	}
}

// tell warns of what is not kept.
func (r *moodleReader) tell() {
	labels := make([]string, len(r.c.Levels))
	for i, l := range r.c.Levels {
		labels[i] = l.Label
	}
	var own []string
	for _, n := range r.nodes {
		if n.scale != "" && n.scale != strings.Join(labels, ",") {
			own = append(own, n.code)
		}
	}
	if len(own) > 0 {
		r.t.report.warn(fmt.Sprintf("%s: %s of their own, where that of the framework is used: %s",
			r.t.name, count(len(own), "competency has a scale", "competencies have scales"), someOf(own)))
	}
	if r.cut > 0 {
		r.t.report.warn(fmt.Sprintf("%s: %s longer than %d characters and cut", r.t.name, count(r.cut, "short name is", "short names are"), longestName))
	}
	var columns []string
	for _, name := range moodleColumns {
		if r.unkept[name] {
			columns = append(columns, name)
		}
	}
	if len(columns) > 0 {
		r.t.report.warn(fmt.Sprintf("%s: what stands under these columns is not kept: %s", r.t.name, strings.Join(columns, ", ")))
	}
}

// scaleProblem says what is wrong with a configuration: a list of which the first item names the scale, and each other one
// of its values, counted from 1, with what it means.
func scaleProblem(config string, values int) string {
	if config == "" {
		return ""
	}
	var items []map[string]any
	if err := json.Unmarshal([]byte(config), &items); err != nil || len(items) == 0 {
		return `this is no scale configuration: want JSON such as [{"scaleid":"1"},{"id":2,"scaledefault":1,"proficient":1}], or nothing`
	}
	for _, item := range items[1:] {
		id, err := strconv.Atoi(fmt.Sprint(item["id"]))
		if err != nil || id < 1 || id > values {
			return fmt.Sprintf("the configuration names value %v of the scale: want one from 1 to %d", item["id"], values)
		}
	}
	return ""
}
