package models

// ErasedPerson is what somebody who was erased is called, wherever a name stood.
const ErasedPerson = "Somebody who was erased"

// NameErased stands on a completion record in place of a name that was erased, or that is kept no longer.
const NameErased = "Name erased"
