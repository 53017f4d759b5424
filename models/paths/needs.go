package paths

import "trellis/models"

// The addresses of what teams need.
const (
	TeamNeeds    = "/team/needs"
	NetworkNeeds = "/network/needs"
)

// NeedsOf is what a group needs: a team, or the people of a manager.
func NeedsOf(group models.ID) string { return at("team", "needs", string(group)) }

// NewNeed adds a need to a group.
func NewNeed(group models.ID) string { return NeedsOf(group) + "/new" }

// NeedMix takes a mix over.
func NeedMix(group models.ID) string { return NeedsOf(group) + "/mix" }

// UndoMix takes away what was added from a mix.
func UndoMix(group models.ID) string { return NeedsOf(group) + "/undo" }

// Need changes one need of a group.
func Need(group, need models.ID) string {
	return at("team", "needs", string(group), "lines", string(need))
}

// RemoveNeed removes one.
func RemoveNeed(group, need models.ID) string { return Need(group, need) + "/remove" }
