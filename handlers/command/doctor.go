package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"trellis/app/doctor"
)

type doctorCommand struct {
	JSON bool `name:"json" help:"Print the report as JSON."`
}

// Run makes every check and prints what it finds, as it is found. Any fault leaves the status 1; warnings do not.
func (d doctorCommand) Run(ctx context.Context, r *run) error {
	var problems []doctor.Example
	for _, u := range r.unreadable {
		variable := "TRELLIS_" + strings.ToUpper(strings.ReplaceAll(u.flag, "-", "_"))
		problems = append(problems, doctor.Example{Where: variable + " (--" + u.flag + ")", Problem: u.problem})
	}
	var printing error
	tell := func(c doctor.Check) {
		if d.JSON || printing != nil {
			return
		}
		_, printing = fmt.Fprint(r.out, checked(c))
	}
	report, err := r.doors.Examine(ctx, r.config, problems, tell)
	if err = errors.Join(err, printing); err != nil {
		return err
	}
	if d.JSON {
		err = r.printJSON(report)
	} else {
		_, err = fmt.Fprint(r.out, verdict(report))
	}
	if err == nil && !report.Healthy {
		err = errRefused
	}
	return err
}

// checked is a check on a line, and what is wrong below it.
func checked(c doctor.Check) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%-7s  %-13s  %s\n", c.Status, c.Name, c.Summary)
	for _, e := range c.Examples {
		fmt.Fprintf(&text, "           %s: %s\n", e.Where, e.Problem)
	}
	if left := c.Left(); left != "" {
		fmt.Fprintf(&text, "           %s\n", left)
	}
	return text.String()
}

// verdict sums the checks up.
func verdict(report doctor.Report) string {
	checks := fmt.Sprintf("%d checks", len(report.Checks))
	warnings := fmt.Sprintf("%d with a warning", report.Count(doctor.Warning))
	switch {
	case !report.Healthy:
		return fmt.Sprintf("\nNot healthy: %s, %d with a fault, %s. docs/doctor.md says what to do.\n", checks, report.Count(doctor.Fault), warnings)
	case report.Count(doctor.Warning) > 0:
		return "\nHealthy: " + checks + ", " + warnings + ".\n"
	}
	return "\nHealthy: " + checks + ".\n"
}
