package paths

import "trellis/models"

// The addresses of those who keep people.
const (
	NewPerson = "/admin/people/new"
)

// NewPost adds a post of somebody.
func NewPost(person models.ID) string { return at("admin", "people", string(person), "posts", "new") }

// Post changes a post of somebody.
func Post(person, post models.ID) string {
	return at("admin", "people", string(person), "posts", string(post))
}

// EndPost ends a post of somebody.
func EndPost(person, post models.ID) string {
	return at("admin", "people", string(person), "posts", string(post), "end")
}
