// Package input checks what comes in. The input of a use case is a struct: its validate tags say what must hold, its
// form tags name the fields, and its problem tags say in words what to do when it does not.
package input

import (
	"errors"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"

	"trellis/models"
)

// Check answers models.Invalid with a problem for each field that does not hold what its validate tag asks.
//
// A problem tag holds a text for each rule, as in `problem:"required=Enter a title|max=Use 200 characters or fewer"`.
func Check(in any) error {
	check := validator.New(validator.WithRequiredStructEnabled())
	err := check.Struct(in)
	var failures validator.ValidationErrors
	if !errors.As(err, &failures) {
		return err
	}
	problems := models.Invalid{}
	for _, failure := range failures {
		field, _ := reflect.Indirect(reflect.ValueOf(in)).Type().FieldByName(failure.StructField())
		problems[name(field)] = words(field, failure.Tag())
	}
	return problems
}

// Problems are what Check finds, in a map that is never nil, for those who look for more problems themselves.
func Problems(in any) (models.Invalid, error) {
	problems := models.Invalid{}
	if err := Check(in); err != nil && !errors.As(err, &problems) {
		return nil, err
	}
	return problems, nil
}

func name(field reflect.StructField) string {
	if name := field.Tag.Get("form"); name != "" {
		return name
	}
	return strings.ToLower(field.Name)
}

func words(field reflect.StructField, rule string) string {
	for text := range strings.SplitSeq(field.Tag.Get("problem"), "|") {
		if words, found := strings.CutPrefix(text, rule+"="); found {
			return words
		}
	}
	return "Check this: " + strings.ToLower(field.Name)
}
