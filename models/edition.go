package models

import "fmt"

// editionOf is another text whenever one of the parts is: so that a form can tell whether a thing still says what it said
// when the form was opened.
func editionOf(parts ...any) string { return digestOf(fmt.Sprintf("%q", parts))[:16] }
