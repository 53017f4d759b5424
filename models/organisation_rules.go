package models

import (
	"regexp"
	"strings"
)

var code = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$`)

// IsCode tells whether a text may name a thing in files and addresses.
func IsCode(text string) bool { return code.MatchString(text) }

// CodeRule says in words what IsCode asks.
const CodeRule = "a code of letters, digits, dots, hyphens and underscores, such as TA1"

// reservedCodes would be another page where they stand in an address.
var reservedCodes = []string{"new"}

// CheckCode tells what is wrong with the code of a new organisation; empty for nothing. Two codes may not differ in capital
// letters alone.
func (o Organisation) CheckCode(others []Organisation) string {
	if !IsCode(o.Code) {
		return "Enter " + CodeRule
	}
	for _, reserved := range reservedCodes {
		if o.Code == reserved {
			return "“" + reserved + "” cannot be a code: enter another"
		}
	}
	for _, other := range others {
		if strings.EqualFold(other.Code, o.Code) && other.ID != o.ID {
			return other.Name + " has the code " + other.Code + ": enter another"
		}
	}
	return ""
}

// Check answers Invalid where the organisation cannot be as it says, among the others: it closed before it opened, it is a
// second network, or its successor cannot be one.
func (o Organisation) Check(others []Organisation) error {
	problems := Invalid{}
	if o.Closed != "" && o.Opened > o.Closed {
		problems["closed"] = "Enter a day after it opened"
	}
	if o.Kind == Network {
		for _, other := range others {
			if other.Kind == Network && other.ID != o.ID {
				problems["kind"] = other.Name + " is the network already: there can be one"
			}
		}
	}
	if problem := o.checkSuccessor(others); problem != "" {
		problems["successor"] = problem
	}
	return problems.OrNil()
}

func (o Organisation) checkSuccessor(others []Organisation) string {
	if o.SuccessorID == nil {
		return ""
	}
	successor := map[ID]*ID{}
	for _, other := range others {
		successor[other.ID] = other.SuccessorID
	}
	successor[o.ID] = o.SuccessorID
	switch {
	case *o.SuccessorID == o.ID:
		return "An organisation cannot follow itself"
	case o.Closed == "":
		return "Only an organisation that has closed, or will, is followed by another: enter the day it closed"
	}
	passed := map[ID]bool{}
	for at := o.SuccessorID; at != nil && !passed[*at]; at = successor[*at] {
		if *at == o.ID {
			return "That would be a circle: the organisation chosen is itself followed by this one"
		}
		passed[*at] = true
	}
	return ""
}

// Edition is another one whenever the organisation says something else, so that who changes it can tell whether it still
// says what they saw.
func (o Organisation) Edition() string {
	return editionOf(o.Code, o.Name, o.ShortName, o.Kind, o.ODSCode, o.Opened, o.Closed, textOf(o.SuccessorID))
}
